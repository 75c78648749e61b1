"""Files in the formats of well-known programs become deals; the rows are made up."""

from datetime import date, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeboard.domain.deals import ForecastCategory, Status
from pipeboard.domain.locale import Locale
from pipeboard.domain.money import Money
from pipeboard.errors import BadInput
from pipeboard.exchange.imported import (
    ColumnUse,
    ImportedContact,
    ImportedDeal,
    ImportedFollowUp,
    ImportPlan,
    PlannedPipeline,
)
from pipeboard.exchange.plan import plan_deals

DAY_FIRST = Locale(day_first=True)


def plan(
    text: str | bytes, *, locale: Locale = DAY_FIRST, zone: ZoneInfo | None = None
) -> ImportPlan:
    return plan_deals(
        text.encode() if isinstance(text, str) else text,
        name="deals.csv",
        today=date(2026, 11, 24),
        currency="EUR",
        locale=locale,
        zone=zone,
    )


def deals(text: str) -> tuple[ImportedDeal, ...]:
    found = plan(text)
    assert found.errors == ()
    return found.deals


def deal(header: str, row: str) -> ImportedDeal:
    (found,) = deals(f"{header}\n{row}\n")
    return found


def problem(header: str, row: str) -> tuple[int | None, str, str]:
    found = plan(f"{header}\n{row}\n")
    assert found.deals == ()
    (error,) = found.errors
    return error.row, error.field, error.value


def test_the_teaching_set() -> None:
    """No titles, outcomes as stages, engage and close dates with the month first."""
    found = plan(
        "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value\n"
        "AB12,Ann Lee,Roof One,Corvid,Won,10/20/2026,3/1/2027,1054\n"
        "AB13,Bo Berg,Roof Two,Kestrel,Lost,10/21/2026,3/2/2027,0\n"
        "AB14,Bo Berg,Roof Two,,Engaging,10/22/2026,,\n"
        "AB15,Ann Lee,Roof One,Corvid,Prospecting,,,\n"
    )
    won, lost, engaging, prospecting = found.deals
    assert won == ImportedDeal(
        row=2,
        title="Corvid - Roof One",
        company="Corvid",
        value=Money(105400, "EUR"),
        currency="EUR",
        pipeline=None,
        stage=None,
        status=Status.WON,
        owner="Ann Lee",
        created_on=date(2026, 10, 20),
        closed_on=date(2027, 3, 1),
        external_ids=(("file", "AB12"),),
        custom={"product": "Roof One"},
    )
    assert (lost.status, lost.stage, lost.value) == (Status.LOST, None, Money(0, "EUR"))
    assert (engaging.title, engaging.stage, engaging.value) == ("Roof Two", "Engaging", None)
    assert (engaging.company, engaging.closed_on, engaging.expected_close) == (None, None, None)
    assert (prospecting.created_on, prospecting.status) == (None, Status.OPEN)
    assert found.stages == ("Prospecting", "Engaging")
    assert ColumnUse("engage_date", "created_on", "month/day/year") in found.columns


def test_hubspot() -> None:
    """A plain close date is expected for open deals; stages by pipeline; outcomes are none."""
    found = plan(
        "\ufeffRecord ID,Deal Name,Deal Stage,Pipeline,Amount,Currency,Close Date,Create Date,"
        "Deal owner,Deal probability,Next step,Next Activity Date,Closed Lost Reason,"
        "Associated Company (Primary),Associated Contact,Deal Type\r\n"
        "91,Corvid roof,Contract Sent,Sales,1200.5,USD,2026-12-01 10:30,2026-01-05 09:00,"
        "Ann Lee,0.9,Call Lena,2026-11-30 14:00,,Corvid,Lena Berg (lena@corvid.example),New\r\n"
        "92,Kestrel,Closed Lost,Renewals,,USD,2026-10-01,2026-01-06,Bo Berg,0,,,Price,,,\r\n"
        "93,Wren,Qualified To Buy (Renewals),Renewals,5,USD,,,,0.4,,,,,,\r\n"
    )
    open_, lost, other = found.deals
    assert open_ == ImportedDeal(
        row=2,
        title="Corvid roof",
        company="Corvid",
        value=Money(120050, "USD"),
        currency="USD",
        pipeline="Sales",
        stage="Contract Sent",
        status=Status.OPEN,
        owner="Ann Lee",
        probability=90,
        created_on=date(2026, 1, 5),
        expected_close=date(2026, 12, 1),
        contacts=(ImportedContact("Lena Berg", "lena@corvid.example"),),
        next_step=ImportedFollowUp("Call Lena", "task", date(2026, 11, 30), time(14)),
        external_ids=(("hubspot", "91"),),
        custom={"Deal Type": "New"},
    )
    assert (lost.status, lost.stage, lost.reason) == (Status.LOST, None, "Price")
    assert (lost.closed_on, lost.expected_close) == (date(2026, 10, 1), None)
    assert other.stage == "Qualified To Buy"
    assert found.pipelines == (
        PlannedPipeline("Sales", ("Contract Sent",)),
        PlannedPipeline("Renewals", ("Qualified To Buy",)),
    )
    assert found.stages == ("Qualified To Buy", "Contract Sent")
    assert found.system == "hubspot"


def test_a_salesforce_report() -> None:
    """Amounts with grouping, percent signs, and lines below the table."""
    found = plan(
        "Opportunity Owner,Account Name,Opportunity Name,Stage,Amount,Expected Revenue,"
        "Probability (%),Close Date,Created Date,Next Step,Lead Source\n"
        'Ann,Corvid,Corvid roof,Negotiation/Review,"12,000.00",6000,50%,3/14/2027,1/2/2026,'
        '"Call, then write",Web\n'
        'Bo,Kestrel,Kestrel roof,Closed Won,"9,000.00",9000,100%,3/4/2026,1/2/2026,,\n'
        '"Grand Totals (2 records)",,,,"21,000.00",,,,,,\n\n\n'
        '"Copyright (c) 2026 example"\n"Confidential Information - Do Not Distribute"\n'
    )
    first, second = found.deals
    assert found.errors == ()
    assert (first.value, first.probability) == (Money(1200000, "EUR"), 50)
    assert (first.expected_close, first.created_on) == (date(2027, 3, 14), date(2026, 1, 2))
    assert first.custom == {"Expected Revenue": "6000", "Next Step": "Call, then write"}
    assert (first.source, first.next_step) == ("Web", None)
    assert (second.status, second.stage, second.closed_on) == (
        *(Status.WON, None, date(2026, 3, 4)),
    )


def test_a_salesforce_data_loader_file() -> None:
    """API names, flags for closed and won, instants; other objects' ids are kept."""
    header = (
        "\ufeffId,IsDeleted,AccountId,Name,StageName,Amount,Probability,CloseDate,IsClosed,IsWon,"
        "ForecastCategoryName,OwnerId,CreatedDate,Colour__c"
    )
    found = plan(
        f'{header}\n"6a",0,"1a",Roof,Handover,15000,100,2026-05-21,1,1,Closed,"5a",'
        '2026-01-13T23:44:30.000+0000,"red\nand blue"\n'
        "6b,,1a,Floor,Handover,1,10,2026-05-22,1,,Best Case,,,\n"
        "6c,,1a,Wall,Needs Analysis,1,10,2026-12-22,,,Commit,,,\n"
        "6d,1,1a,Gone,Needs Analysis,1,10,2026-12-22,,,,,,\n",
        zone=ZoneInfo("Europe/Berlin"),
    )
    won, lost, open_ = found.deals
    assert [deal.status for deal in found.deals] == ["won", "lost", "open"]
    assert (won.stage, won.created_on, won.owner) == ("Handover", date(2026, 1, 14), "")
    assert won.custom == {
        "AccountId": "1a",
        "ForecastCategoryName": "Closed",
        "OwnerId": "5a",
        "Colour__c": "red\nand blue",
    }
    assert lost.forecast_category is ForecastCategory.BEST_CASE
    assert (open_.expected_close, open_.closed_on) == (date(2026, 12, 22), None)
    assert found.skipped == 1
    assert won.external_ids == (("salesforce", "6a"),)


def test_dynamics() -> None:
    """Status and stage are two columns; estimated and actual figures are told apart."""
    found = plan(
        "\ufeffCreated On,Topic,Owner,Potential Customer,Status,Status Reason,Est. revenue,"
        "Est. close date,Actual Revenue,Actual Close Date,Probability,Sales Stage,"
        "Forecast category,Customer Need,Source Campaign,Purchase Timeframe,Currency,Contact,"
        "Revenue\r\n"
        "5/20/2026 7:42,Corvid | Beans,Ann,Corvid,Lost,Out-Sold,1216.36,8/31/2026,0,9/1/2026,15,"
        "Close,,BEANS,Fair,This Year,US Dollar,Lena Berg,User Provided\r\n"
        "5/2/2026 0:00,Wren,Ann,Wren,Won,Won,20,8/3/2026,20,8/4/2026,95,Close,Won,,,,US Dollar,,\r\n"
        "5/3/2026 0:00,Kite,Ann,Kite,Open,In Progress,20,8/3/2026,,,40,Qualify,Committed,,,,"
        "US Dollar,,\r\n"
    )
    lost, won, open_ = found.deals
    assert lost == ImportedDeal(
        row=2,
        title="Corvid | Beans",
        company="Corvid",
        value=Money(121636, "USD"),
        currency="USD",
        pipeline=None,
        stage="Close",
        status=Status.LOST,
        owner="Ann",
        campaign="Fair",
        probability=15,
        created_on=date(2026, 5, 20),
        expected_close=date(2026, 8, 31),
        closed_on=date(2026, 9, 1),
        reason="Out-Sold",
        need="BEANS",
        timeline="This Year",
        contacts=(ImportedContact("Lena Berg"),),
        custom={"Actual Revenue": "0", "Revenue": "User Provided"},
    )
    assert (won.status, won.reason, won.closed_on) == (Status.WON, None, date(2026, 8, 4))
    assert (open_.reason, open_.expected_close) == (None, date(2026, 8, 3))
    assert open_.custom == {"Status Reason": "In Progress"}
    assert open_.forecast_category is ForecastCategory.COMMIT
    assert found.stages == ("Qualify", "Close")


def test_pipedrive() -> None:
    """Every header has its entity in front; a lost deal keeps the stage that is told."""
    found = deal(
        "Deal - ID,Deal - Title,Deal - Owner,Deal - Value,Deal - Currency of Value,"
        "Deal - Probability,Deal - Organization,Deal - Pipeline,Deal - Contact person,Deal - Stage,"
        "Deal - Label,Deal - Status,Deal - Deal created,Deal - Last stage change,Deal - Lost time,"
        "Deal - Deal closed on,Deal - Lost reason,Deal - Expected close date,Deal - Visible to",
        '7,Roof,Ann,"1,200.50",EUR,50,Corvid,Main,Bo Berg,Proposal Made,"Hot, VIP",Lost,'
        "2026-01-02 10:00:00,2026-02-01 09:00:00,2026-02-03 11:00:00,2026-02-03 11:00:00,Price,"
        "2026-03-01,Everyone",
    )
    assert found == ImportedDeal(
        row=2,
        title="Roof",
        company="Corvid",
        value=Money(120050, "EUR"),
        currency="EUR",
        pipeline="Main",
        stage="Proposal Made",
        status=Status.LOST,
        owner="Ann",
        labels=("Hot", "VIP"),
        probability=50,
        created_on=date(2026, 1, 2),
        expected_close=date(2026, 3, 1),
        closed_on=date(2026, 2, 3),
        stage_since=date(2026, 2, 1),
        reason="Price",
        contacts=(ImportedContact("Bo Berg"),),
        external_ids=(("pipedrive", "7"),),
        custom={"Deal - Lost time": "2026-02-03 11:00:00", "Deal - Visible to": "Everyone"},
    )


def test_the_import_template_of_pipedrive() -> None:
    """People, activity and note of a deal in one row; dates are day counts of Excel."""
    found = deal(
        "Person - Name*,Person - Email - Work,Organization - Name*,Deal - Title,Deal - Value,"
        "Activity - Subject*,Activity - Type,Activity - Due date,Note - Content*",
        "Lena Berg,lena@corvid.example,Corvid,Roof,1200,Ring her,Call,46356.0,likes tea",
    )
    assert found.contacts == (ImportedContact("Lena Berg", "lena@corvid.example"),)
    assert found.next_step == ImportedFollowUp("Ring her", "call", date(2026, 11, 30))
    assert found.notes == ("likes tea",)


def test_zoho() -> None:
    """Amounts with a sign, dates with named months and seconds."""
    found = deal(
        "Potential Id,Potential Name,Amount,Closing Date,Stage,Probability (%),Created Time",
        'z1,Roof,"$22,700.00",2026-12-15,Qualification,10,"15 Apr, 2026 00:02:00"',
    )
    assert (found.value, found.created_on) == (Money(2270000, "USD"), date(2026, 4, 15))
    assert (found.expected_close, found.external_ids) == (date(2026, 12, 15), (("zoho", "z1"),))


def test_close() -> None:
    """Values are cents, the lead is the company, the status type is the outcome."""
    header = (
        "id,lead_name,status_label,status_type,pipeline_name,user_name,value,value_period,"
        "value_currency,confidence,note,date_created,date_won,date_lost"
    )
    found = deal(
        header, "o1,Corvid,Demo,active,Sales,Ann,150050,monthly,USD,50,tea,2026-01-02T10:00:00Z,,"
    )
    assert (found.title, found.company, found.stage) == ("Corvid", "Corvid", "Demo")
    assert (found.value, found.probability) == (Money(150050, "USD"), 50)
    assert (found.notes, found.custom) == (("tea",), {"value_period": "monthly"})
    found = deal(header, "o2,Corvid,Lost,lost,Sales,Ann,1,,USD,0,,2026-01-02,,2026-02-03")
    assert (found.status, found.stage, found.closed_on) == (Status.LOST, None, date(2026, 2, 3))


def test_a_title_is_made_of_what_there_is() -> None:
    """Company and product, else the contact; without any of these the row is an error."""
    header = "Title,Company,Product,Contact,Stage"
    assert deal(header, "A,B,C,D,Lead").title == "A"
    assert deal(header, ",B,C,D,Lead").title == "B - C"
    assert deal(header, ",,C,D,Lead").title == "C"
    assert deal(header, ",,,D,Lead").title == "D"
    assert problem(header, ",,,,Lead") == (2, "Title", "")


def test_a_title_is_one_line() -> None:
    """Line breaks of other programs become spaces; nothing else is touched."""
    assert (
        deal("Title,Value", '"  Roof\r\n and  [red]wall[/] ",1').title == "Roof and  [red]wall[/]"
    )


def test_blank_values_stay_empty() -> None:
    """A deal without anything but a name has nothing else, and value 0 is not empty."""
    found = deal("Title,Value,Probability,Close Date,Created,Stage,Region", "A,,n/a,-,,,")
    nothing = ImportedDeal(2, "A", None, None, "EUR", None, None, Status.OPEN, tells_status=False)
    assert found == nothing
    assert deal("Title,Value", "A,0").value == Money(0, "EUR")


@pytest.mark.parametrize(
    ("header", "row", "field", "value"),
    [
        ("Title,Amount", "A,lots", "Amount", "lots"),
        ("Title,Amount", "A,-5", "Amount", "-5"),
        ("Title,Amount", "A,1.234567", "Amount", "1.234567"),
        ("Title,Close Date", "A,31.02.2026", "Close Date", "31.02.2026"),
        ("Title,Probability", "A,120", "Probability", "120"),
        ("Title,Value,Currency", "A,5,Galleon", "Currency", "Galleon"),
        ("Title,Value,Currency", "A,5 EUR,USD", "Value", "5 EUR"),
    ],
)
def test_a_field_that_cannot_be_read_costs_its_row(
    header: str, row: str, field: str, value: str
) -> None:
    """The error has the row, the column and the text; the row is not imported."""
    assert problem(header, row) == (2, field, value)


def test_the_rows_around_an_error_are_imported() -> None:
    """Errors of the table and of fields come together, by row."""
    found = plan("Title,Value\nA,1\nB,x\nC\nD,2\nE,y\n")
    assert [deal.row for deal in found.deals] == [2, 5]
    assert [(error.row, error.field) for error in found.errors] == [
        *((3, "Value"), (4, "row"), (6, "Value")),
    ]
    assert "'x'" in found.errors[0].message


def test_a_bad_date_that_is_not_needed_does_not_matter() -> None:
    """It stays what it is, a custom field."""
    found = deal("Title,Status,Expected close,Closed on", "A,open,2026-12-01,whenever")
    assert found.expected_close == date(2026, 12, 1)
    assert found.custom == {"Closed on": "whenever"}


def test_the_order_of_dates_is_that_of_the_column_then_the_file_then_the_locale() -> None:
    """One telling date decides its column, the other columns follow, the locale comes last."""
    header = "Title,Created,Close Date"
    american = f"{header}\nA,1/2/2026,3/4/2026\n"
    assert plan(american).deals[0].created_on == date(2026, 2, 1)
    assert plan(american, locale=Locale(day_first=False)).deals[0].created_on == date(2026, 1, 2)
    found = plan(f"{american}B,1/3/2026,3/25/2026\n").deals[0]
    assert (found.created_on, found.expected_close) == (date(2026, 1, 2), date(2026, 3, 4))
    mixed = plan(f"{american}B,25/3/2026,3/25/2026\n", locale=Locale(day_first=False)).deals[0]
    assert (mixed.created_on, mixed.expected_close) == (date(2026, 2, 1), date(2026, 3, 4))


@pytest.mark.parametrize(
    ("row", "status", "stage"),
    [
        ("Lead,Open", "open", "Lead"),
        ("Lead,", "open", "Lead"),
        ("Lead,Won", "won", "Lead"),
        ("Closed Won,", "won", None),
        ("Closed Won,open", "won", None),
        ("Closed Won,lost", "lost", None),
        (",lost", "lost", None),
        ("Lead,nurture", "nurture", "Lead"),
        ("Closed Lost,closed", "lost", None),
    ],
)
def test_status_and_stage(row: str, status: str, stage: str | None) -> None:
    """A status decides, except that an open deal is in no outcome."""
    found = deal("Title,Stage,Status", f"A,{row}")
    assert (found.status, found.stage) == (status, stage)


def test_a_status_that_is_neither_is_an_error() -> None:
    """As long as the column otherwise holds statuses."""
    found = plan("Title,Stage,Status\nA,Lead,Open\nB,Lead,Closed\nC,Lead,Foo\n")
    assert [(error.row, error.value) for error in found.errors] == [(3, "Closed"), (4, "Foo")]


def test_closed_is_won_or_lost_by_the_flag() -> None:
    """A column that says won tells what closed means."""
    assert deal("Title,Stage,Status,Is Won", "A,Lead,Closed,").status is Status.LOST
    assert deal("Title,Stage,Status,Is Won", "A,Lead,Closed,yes").status is Status.WON


def test_a_status_column_may_hold_the_stages() -> None:
    """Where no other does; outcomes in it are outcomes still."""
    found = plan("Title,Status\nA,Negotiation\nB,Won\nC,Cancelled\nD,Lead\nE,deleted\n")
    assert [(deal.status, deal.stage) for deal in found.deals] == [
        *(("open", "Negotiation"), ("won", None), ("lost", None), ("open", "Lead")),
    ]
    assert (found.stages, found.skipped) == (("Lead", "Negotiation"), 1)


def test_a_status_column_without_a_known_word_is_kept() -> None:
    """Beside a stage it says something else."""
    found = deal("Title,Stage,Status", "A,Lead,waiting for rain")
    assert (found.status, found.custom) == (Status.OPEN, {"Status": "waiting for rain"})


def test_dates_of_winning_and_losing_tell_the_outcome() -> None:
    """Where no status does."""
    text = "Title,Stage,Won time,Lost time\nA,Lead,2026-02-03,\nB,Lead,,2026-02-04\nC,Lead,,\n"
    assert [(deal.status, deal.closed_on) for deal in deals(text)] == [
        *((Status.WON, date(2026, 2, 3)), (Status.LOST, date(2026, 2, 4)), (Status.OPEN, None)),
    ]


def test_stages_in_another_case_are_the_same() -> None:
    """The first spelling holds."""
    found = plan("Title,Stage\nA,Demo\nB,DEMO\nC,demo \n")
    assert {deal.stage for deal in found.deals} == {"Demo"}
    assert found.stages == ("Demo",)


def test_the_decimal_mark_is_that_of_the_column() -> None:
    """1.234 is read as its neighbours are."""
    text = "Title;Value\nA;1.234\nB;12,50\nC;1.234.567,89\n"
    assert [deal.value and deal.value.minor for deal in deals(text)] == [123400, 1250, 123456789]


def test_currencies_row_by_row() -> None:
    """By column, by sign, by header, else the default; kept where there is no value."""
    text = "Title,Value,Currency\nA,5,usd\nB,¥5,\nC,,Swiss franc\nD,5,\n"
    assert [(deal.value, deal.currency) for deal in deals(text)] == [
        *((Money(500, "USD"), "USD"), (Money(5, "JPY"), "JPY"), (None, "CHF")),
        (Money(500, "EUR"), "EUR"),
    ]
    assert deal("Title,Value (KWD)", "A,1.250").value == Money(1250, "KWD")


def test_notes_and_labels_come_from_all_their_columns() -> None:
    """In the order of the surest name."""
    found = deal("Title,Description,Notes,Tags,Label", "A,long,short,x;y,z")
    assert (found.notes, found.labels) == (("short", "long"), ("z", "x", "y"))


def test_columns_without_a_place_are_kept_by_name() -> None:
    """Twins are numbered, a column without a name is counted, blanks say nothing."""
    found = deal("Title,Region,Region,,Value,Amount", 'A,North,South,"x ",1,2')
    assert found.custom == {
        "Region": "North",
        "Region 2": "South",
        "column 4": "x",
        "Amount": "2",
    }


def test_a_list_in_german() -> None:
    """Its columns, amounts and outcomes are known."""
    found = plan(
        "Titel;Firma;Betrag;Status;Abschlussdatum\nDach;Müller;1.234,50 €;Gewonnen;31.12.2025\n"
        "Wand;Müller;99,5;Offen;31.12.2026\n"
    )
    assert [(deal.title, deal.value, deal.status) for deal in found.deals] == [
        ("Dach", Money(123450, "EUR"), Status.WON),
        ("Wand", Money(9950, "EUR"), Status.OPEN),
    ]
    assert (found.deals[0].closed_on, found.stages) == (date(2025, 12, 31), ())


def test_outcomes_in_a_column_of_stages_are_no_stages() -> None:
    """In other languages as in English: the deals are closed, and the others stand in order."""
    rows = "A;Angebot\nB;Gewonnen\nC;Erstkontakt\nD;Perdu\nE;Ganada\nF;Verhandlung\n"
    found = plan(f"Titel;Phase\n{rows}")
    assert found.stages == ("Erstkontakt", "Angebot", "Verhandlung")
    assert "".join(deal.status[0] for deal in found.deals) == "owolwo"


def test_encodings_and_delimiters_go_together() -> None:
    """A file saved by a spreadsheet in another country is read whole."""
    text = "Title;Company;Value;Close Date\r\nGröße;Müller;1.234,50;31.12.2026\r\n"
    for encoding in ("cp1252", "utf-8-sig", "utf-16"):
        (found,) = plan(text.encode(encoding)).deals
        assert (found.title, found.company) == ("Größe", "Müller")
        assert (found.value, found.expected_close) == (Money(123450, "EUR"), date(2026, 12, 31))


def test_a_header_alone_is_an_empty_plan() -> None:
    """There is nothing to import, which is told of the file."""
    found = plan("Title,Stage\n")
    assert (found.deals, found.stages, found.pipelines) == ((), (), ())
    (error,) = found.errors
    assert (error.row, error.field, error.value) == (None, "file", "deals.csv")
    assert "no rows" in error.message


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", b"a,b\n1,2\n", b"First Name,Email\nA,b@c.de\n"]
)
def test_what_is_no_file_of_deals_is_refused(data: bytes) -> None:
    """With the name of the file."""
    with pytest.raises(BadInput) as caught:
        plan(data)
    assert (caught.value.field, caught.value.value) == ("file", "deals.csv")


pieces = st.sampled_from(
    (
        *("Title", "Stage", "Value", "Close Date", "Status", "Currency", "Next step due", "Won"),
        *(",", ",", ";", "\t", "\n", "\n", "\r\n", '"', "'", "=", "sep=;", "[", "{", "[]"),
        *("x", "1,5", "12/31/2026", "31.12.", "€", "²", "٣", "1e9", "99999", "-", "\ufeff", "\x1b"),
    )
)


@given(st.binary(max_size=60) | st.lists(pieces, max_size=40).map("".join).map(str.encode))
@example("Title,Value,Probability,Close Date\nA,²,²,²\nB,٣,٣,٣/٣/٣٣٣٣\n".encode())
def test_any_bytes_are_a_plan_or_refused(data: bytes) -> None:
    """Nothing else ever comes of a file, and every row that is left out is told."""
    try:
        found = plan(data)
    except BadInput:
        return
    rows = [deal.row for deal in found.deals] + [error.row for error in found.errors]
    assert len(rows) == len(set(rows))
