CREATE TABLE public.alembic_version (
    version_num text NOT NULL
);
CREATE TABLE public.cadence (
    id bigint NOT NULL,
    name text NOT NULL,
    stops_on_reply boolean NOT NULL,
    stops_on_move boolean NOT NULL,
    removed_on integer
);
CREATE SEQUENCE public.cadence_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.cadence_id_seq OWNED BY public.cadence.id;
CREATE TABLE public.cadence_run (
    id bigint NOT NULL,
    deal_id bigint NOT NULL,
    cadence_id bigint NOT NULL,
    started_on integer NOT NULL,
    state text NOT NULL,
    ended_on integer
);
CREATE SEQUENCE public.cadence_run_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.cadence_run_id_seq OWNED BY public.cadence_run.id;
CREATE TABLE public.cadence_step (
    id bigint NOT NULL,
    cadence_id bigint NOT NULL,
    rank text NOT NULL COLLATE pg_catalog."C",
    day integer NOT NULL,
    type text NOT NULL,
    subject text NOT NULL
);
CREATE SEQUENCE public.cadence_step_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.cadence_step_id_seq OWNED BY public.cadence_step.id;
CREATE TABLE public.change (
    id bigint NOT NULL,
    step_id bigint NOT NULL,
    "table" text NOT NULL,
    row_id bigint NOT NULL,
    before text,
    after text,
    deal_id bigint
);
CREATE SEQUENCE public.change_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.change_id_seq OWNED BY public.change.id;
CREATE TABLE public.company (
    id bigint NOT NULL,
    name text NOT NULL,
    industry text DEFAULT ''::text NOT NULL,
    website text DEFAULT ''::text NOT NULL,
    notes text DEFAULT ''::text NOT NULL
);
CREATE SEQUENCE public.company_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.company_id_seq OWNED BY public.company.id;
CREATE TABLE public.contact (
    id bigint NOT NULL,
    name text NOT NULL,
    company_id bigint,
    title text DEFAULT ''::text NOT NULL,
    left_on integer
);
CREATE TABLE public.contact_email (
    id bigint NOT NULL,
    contact_id bigint NOT NULL,
    address text NOT NULL
);
CREATE SEQUENCE public.contact_email_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.contact_email_id_seq OWNED BY public.contact_email.id;
CREATE SEQUENCE public.contact_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.contact_id_seq OWNED BY public.contact.id;
CREATE TABLE public.contact_phone (
    id bigint NOT NULL,
    contact_id bigint NOT NULL,
    number text NOT NULL
);
CREATE SEQUENCE public.contact_phone_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.contact_phone_id_seq OWNED BY public.contact_phone.id;
CREATE TABLE public.deal (
    id bigint NOT NULL,
    title text NOT NULL,
    company_id bigint,
    pipeline_id bigint NOT NULL,
    stage_id bigint,
    value bigint,
    currency text NOT NULL,
    owner text DEFAULT ''::text NOT NULL,
    source text DEFAULT ''::text NOT NULL,
    campaign text DEFAULT ''::text NOT NULL,
    probability integer,
    forecast_category text,
    created_on integer,
    expected_close integer,
    closed_on integer,
    contract_end integer,
    status text NOT NULL,
    reason text,
    nurture_until integer,
    need text DEFAULT ''::text NOT NULL,
    budget text DEFAULT ''::text NOT NULL,
    authority text DEFAULT ''::text NOT NULL,
    timeline text DEFAULT ''::text NOT NULL,
    sold_from_id bigint,
    rank text NOT NULL COLLATE pg_catalog."C",
    touched_on integer,
    custom text NOT NULL
);
CREATE TABLE public.deal_check (
    id bigint NOT NULL,
    deal_id bigint NOT NULL,
    item text NOT NULL
);
CREATE SEQUENCE public.deal_check_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.deal_check_id_seq OWNED BY public.deal_check.id;
CREATE TABLE public.deal_contact (
    id bigint NOT NULL,
    deal_id bigint NOT NULL,
    contact_id bigint NOT NULL,
    role text NOT NULL,
    left_on integer
);
CREATE SEQUENCE public.deal_contact_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.deal_contact_id_seq OWNED BY public.deal_contact.id;
CREATE SEQUENCE public.deal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.deal_id_seq OWNED BY public.deal.id;
CREATE TABLE public.deal_label (
    id bigint NOT NULL,
    deal_id bigint NOT NULL,
    label text NOT NULL
);
CREATE SEQUENCE public.deal_label_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.deal_label_id_seq OWNED BY public.deal_label.id;
CREATE TABLE public.exchange_rate (
    id bigint NOT NULL,
    currency text NOT NULL,
    base text NOT NULL,
    rate text NOT NULL,
    as_of integer NOT NULL
);
CREATE SEQUENCE public.exchange_rate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.exchange_rate_id_seq OWNED BY public.exchange_rate.id;
CREATE TABLE public.exit_criterion (
    id bigint NOT NULL,
    stage_id bigint NOT NULL,
    rank text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL,
    subject text NOT NULL
);
CREATE SEQUENCE public.exit_criterion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.exit_criterion_id_seq OWNED BY public.exit_criterion.id;
CREATE TABLE public.external_id (
    id bigint NOT NULL,
    deal_id bigint NOT NULL,
    system text NOT NULL,
    value text NOT NULL
);
CREATE SEQUENCE public.external_id_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.external_id_id_seq OWNED BY public.external_id.id;
CREATE TABLE public.follow_up (
    id bigint NOT NULL,
    deal_id bigint,
    contact_id bigint,
    company_id bigint,
    type text NOT NULL,
    subject text NOT NULL,
    due_on integer NOT NULL,
    due_at bigint,
    due_zone text,
    reminder integer,
    priority text NOT NULL,
    repeat text,
    assignee text NOT NULL,
    created_at bigint NOT NULL,
    done_at bigint,
    outcome text,
    satisfaction integer,
    cadence_run_id bigint
);
CREATE SEQUENCE public.follow_up_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.follow_up_id_seq OWNED BY public.follow_up.id;
CREATE TABLE public.note (
    id bigint NOT NULL,
    deal_id bigint,
    contact_id bigint,
    company_id bigint,
    text text NOT NULL,
    author text NOT NULL,
    at bigint NOT NULL
);
CREATE SEQUENCE public.note_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.note_id_seq OWNED BY public.note.id;
CREATE TABLE public.pipeline (
    id bigint NOT NULL,
    name text NOT NULL,
    rank text NOT NULL COLLATE pg_catalog."C",
    removed_on integer
);
CREATE SEQUENCE public.pipeline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.pipeline_id_seq OWNED BY public.pipeline.id;
CREATE TABLE public.preference (
    person text NOT NULL,
    key text NOT NULL,
    value text NOT NULL
);
CREATE TABLE public.reason (
    id bigint NOT NULL,
    status text NOT NULL,
    rank text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL
);
CREATE SEQUENCE public.reason_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.reason_id_seq OWNED BY public.reason.id;
CREATE TABLE public.saved_filter (
    id bigint NOT NULL,
    letter text NOT NULL,
    name text NOT NULL,
    filter text NOT NULL
);
CREATE SEQUENCE public.saved_filter_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.saved_filter_id_seq OWNED BY public.saved_filter.id;
CREATE TABLE public.setting (
    id bigint NOT NULL,
    key text NOT NULL,
    value text NOT NULL
);
CREATE SEQUENCE public.setting_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.setting_id_seq OWNED BY public.setting.id;
CREATE TABLE public.stage (
    id bigint NOT NULL,
    pipeline_id bigint NOT NULL,
    name text NOT NULL,
    rank text NOT NULL COLLATE pg_catalog."C",
    probability integer NOT NULL,
    stale_after integer NOT NULL,
    kind text NOT NULL,
    marketing_qualified boolean NOT NULL,
    qualified boolean NOT NULL,
    rule text NOT NULL,
    guidance text DEFAULT ''::text NOT NULL,
    removed_on integer,
    successor_id bigint
);
CREATE TABLE public.stage_follow_up (
    id bigint NOT NULL,
    stage_id bigint NOT NULL,
    rank text NOT NULL COLLATE pg_catalog."C",
    type text NOT NULL,
    subject text NOT NULL,
    days integer NOT NULL,
    anchor text NOT NULL
);
CREATE SEQUENCE public.stage_follow_up_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.stage_follow_up_id_seq OWNED BY public.stage_follow_up.id;
CREATE SEQUENCE public.stage_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.stage_id_seq OWNED BY public.stage.id;
CREATE TABLE public.stage_visit (
    id bigint NOT NULL,
    deal_id bigint NOT NULL,
    stage_id bigint NOT NULL,
    entered_on integer NOT NULL,
    left_on integer
);
CREATE SEQUENCE public.stage_visit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.stage_visit_id_seq OWNED BY public.stage_visit.id;
CREATE TABLE public.standing (
    deal_id bigint NOT NULL,
    number integer NOT NULL,
    from_on integer NOT NULL,
    until_on integer,
    since_unknown boolean NOT NULL,
    status text NOT NULL,
    pipeline_id bigint NOT NULL,
    owner text NOT NULL,
    currency text NOT NULL,
    value bigint,
    probability integer,
    expected_close integer,
    forecast_category text
);
CREATE TABLE public.step (
    id bigint NOT NULL,
    at bigint NOT NULL,
    day integer NOT NULL,
    actor text NOT NULL,
    kind text NOT NULL,
    title text NOT NULL,
    reverses bigint,
    deals integer NOT NULL
);
CREATE SEQUENCE public.step_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.step_id_seq OWNED BY public.step.id;
CREATE TABLE public.target (
    id bigint NOT NULL,
    period text NOT NULL,
    pipeline_id bigint,
    owner text NOT NULL,
    currency text NOT NULL,
    value bigint NOT NULL
);
CREATE SEQUENCE public.target_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.target_id_seq OWNED BY public.target.id;
CREATE TABLE public.template (
    id bigint NOT NULL,
    name text NOT NULL,
    stages text NOT NULL
);
CREATE SEQUENCE public.template_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.template_id_seq OWNED BY public.template.id;
ALTER TABLE ONLY public.cadence ALTER COLUMN id SET DEFAULT nextval('public.cadence_id_seq'::regclass);
ALTER TABLE ONLY public.cadence_run ALTER COLUMN id SET DEFAULT nextval('public.cadence_run_id_seq'::regclass);
ALTER TABLE ONLY public.cadence_step ALTER COLUMN id SET DEFAULT nextval('public.cadence_step_id_seq'::regclass);
ALTER TABLE ONLY public.change ALTER COLUMN id SET DEFAULT nextval('public.change_id_seq'::regclass);
ALTER TABLE ONLY public.company ALTER COLUMN id SET DEFAULT nextval('public.company_id_seq'::regclass);
ALTER TABLE ONLY public.contact ALTER COLUMN id SET DEFAULT nextval('public.contact_id_seq'::regclass);
ALTER TABLE ONLY public.contact_email ALTER COLUMN id SET DEFAULT nextval('public.contact_email_id_seq'::regclass);
ALTER TABLE ONLY public.contact_phone ALTER COLUMN id SET DEFAULT nextval('public.contact_phone_id_seq'::regclass);
ALTER TABLE ONLY public.deal ALTER COLUMN id SET DEFAULT nextval('public.deal_id_seq'::regclass);
ALTER TABLE ONLY public.deal_check ALTER COLUMN id SET DEFAULT nextval('public.deal_check_id_seq'::regclass);
ALTER TABLE ONLY public.deal_contact ALTER COLUMN id SET DEFAULT nextval('public.deal_contact_id_seq'::regclass);
ALTER TABLE ONLY public.deal_label ALTER COLUMN id SET DEFAULT nextval('public.deal_label_id_seq'::regclass);
ALTER TABLE ONLY public.exchange_rate ALTER COLUMN id SET DEFAULT nextval('public.exchange_rate_id_seq'::regclass);
ALTER TABLE ONLY public.exit_criterion ALTER COLUMN id SET DEFAULT nextval('public.exit_criterion_id_seq'::regclass);
ALTER TABLE ONLY public.external_id ALTER COLUMN id SET DEFAULT nextval('public.external_id_id_seq'::regclass);
ALTER TABLE ONLY public.follow_up ALTER COLUMN id SET DEFAULT nextval('public.follow_up_id_seq'::regclass);
ALTER TABLE ONLY public.note ALTER COLUMN id SET DEFAULT nextval('public.note_id_seq'::regclass);
ALTER TABLE ONLY public.pipeline ALTER COLUMN id SET DEFAULT nextval('public.pipeline_id_seq'::regclass);
ALTER TABLE ONLY public.reason ALTER COLUMN id SET DEFAULT nextval('public.reason_id_seq'::regclass);
ALTER TABLE ONLY public.saved_filter ALTER COLUMN id SET DEFAULT nextval('public.saved_filter_id_seq'::regclass);
ALTER TABLE ONLY public.setting ALTER COLUMN id SET DEFAULT nextval('public.setting_id_seq'::regclass);
ALTER TABLE ONLY public.stage ALTER COLUMN id SET DEFAULT nextval('public.stage_id_seq'::regclass);
ALTER TABLE ONLY public.stage_follow_up ALTER COLUMN id SET DEFAULT nextval('public.stage_follow_up_id_seq'::regclass);
ALTER TABLE ONLY public.stage_visit ALTER COLUMN id SET DEFAULT nextval('public.stage_visit_id_seq'::regclass);
ALTER TABLE ONLY public.step ALTER COLUMN id SET DEFAULT nextval('public.step_id_seq'::regclass);
ALTER TABLE ONLY public.target ALTER COLUMN id SET DEFAULT nextval('public.target_id_seq'::regclass);
ALTER TABLE ONLY public.template ALTER COLUMN id SET DEFAULT nextval('public.template_id_seq'::regclass);
INSERT INTO public.alembic_version VALUES ('0004');
INSERT INTO public.cadence VALUES (1, 'new lead', true, true, NULL);
INSERT INTO public.cadence VALUES (2, 'revive a cold lead', true, true, NULL);
INSERT INTO public.cadence_step VALUES (1, 1, 'a0', 0, 'call', 'introduce yourself, ask what they need');
INSERT INTO public.cadence_step VALUES (2, 1, 'a1', 1, 'e-mail', 'sum up the call, or say that you tried');
INSERT INTO public.cadence_step VALUES (3, 1, 'a2', 3, 'call', 'ask for a first meeting');
INSERT INTO public.cadence_step VALUES (4, 1, 'a3', 7, 'e-mail', 'tell of a customer like them');
INSERT INTO public.cadence_step VALUES (5, 1, 'a4', 14, 'call', 'ask whether and when to go on');
INSERT INTO public.cadence_step VALUES (6, 2, 'a0', 0, 'e-mail', 'ask what has changed since');
INSERT INTO public.cadence_step VALUES (7, 2, 'a1', 3, 'call', 'ask whether the e-mail came at a good time');
INSERT INTO public.cadence_step VALUES (8, 2, 'a2', 10, 'e-mail', 'send something new: a case, a price, a date');
INSERT INTO public.cadence_step VALUES (9, 2, 'a3', 21, 'call', 'last try: yes, no, or when');
INSERT INTO public.change VALUES (1, 1, 'pipeline', 1, NULL, '{"id":1,"name":"Sales","rank":"a0","removed_on":null}', NULL);
INSERT INTO public.change VALUES (2, 1, 'stage', 1, NULL, '{"guidance":"Somebody who may buy. Find out whether they have a need that you can meet.","id":1,"kind":"open","marketing_qualified":false,"name":"Lead","pipeline_id":1,"probability":10,"qualified":false,"rank":"a0","removed_on":null,"rule":"show","stale_after":14,"successor_id":null}', NULL);
INSERT INTO public.change VALUES (3, 1, 'exit_criterion', 1, NULL, '{"id":1,"kind":"field","rank":"a0","stage_id":1,"subject":"contact"}', NULL);
INSERT INTO public.change VALUES (4, 1, 'stage', 2, NULL, '{"guidance":"They have a need, money and a date. Meet the person who decides.","id":2,"kind":"open","marketing_qualified":true,"name":"Qualified","pipeline_id":1,"probability":30,"qualified":true,"rank":"a1","removed_on":null,"rule":"show","stale_after":14,"successor_id":null}', NULL);
INSERT INTO public.change VALUES (5, 1, 'exit_criterion', 2, NULL, '{"id":2,"kind":"field","rank":"a0","stage_id":2,"subject":"need"}', NULL);
INSERT INTO public.change VALUES (6, 1, 'exit_criterion', 3, NULL, '{"id":3,"kind":"field","rank":"a1","stage_id":2,"subject":"value"}', NULL);
INSERT INTO public.change VALUES (7, 1, 'stage', 3, NULL, '{"guidance":"Send the proposal and agree when you talk about it.","id":3,"kind":"open","marketing_qualified":true,"name":"Proposal","pipeline_id":1,"probability":60,"qualified":true,"rank":"a2","removed_on":null,"rule":"show","stale_after":14,"successor_id":null}', NULL);
INSERT INTO public.change VALUES (8, 1, 'exit_criterion', 4, NULL, '{"id":4,"kind":"field","rank":"a0","stage_id":3,"subject":"expected_close"}', NULL);
INSERT INTO public.change VALUES (9, 1, 'exit_criterion', 5, NULL, '{"id":5,"kind":"checklist","rank":"a1","stage_id":3,"subject":"Proposal sent"}', NULL);
INSERT INTO public.change VALUES (10, 1, 'stage', 4, NULL, '{"guidance":"Settle the terms, and ask for the order.","id":4,"kind":"open","marketing_qualified":true,"name":"Negotiation","pipeline_id":1,"probability":80,"qualified":true,"rank":"a3","removed_on":null,"rule":"show","stale_after":10,"successor_id":null}', NULL);
INSERT INTO public.change VALUES (11, 1, 'exit_criterion', 6, NULL, '{"id":6,"kind":"checklist","rank":"a0","stage_id":4,"subject":"Terms agreed"}', NULL);
INSERT INTO public.change VALUES (12, 1, 'stage', 5, NULL, '{"guidance":"Check in after delivery, ask how satisfied they are (1-5), and note the date of renewal. A happy customer can be asked for a referral.","id":5,"kind":"post-sale","marketing_qualified":false,"name":"Post-Sale","pipeline_id":1,"probability":100,"qualified":false,"rank":"a4","removed_on":null,"rule":"show","stale_after":0,"successor_id":null}', NULL);
INSERT INTO public.change VALUES (13, 1, 'stage_follow_up', 1, NULL, '{"anchor":"closed","days":14,"id":1,"rank":"a0","stage_id":5,"subject":"how satisfied are they?","type":"check-in"}', NULL);
INSERT INTO public.change VALUES (14, 1, 'stage_follow_up', 2, NULL, '{"anchor":"closed","days":30,"id":2,"rank":"a1","stage_id":5,"subject":"whom do they know?","type":"referral"}', NULL);
INSERT INTO public.change VALUES (15, 1, 'stage_follow_up', 3, NULL, '{"anchor":"closed","days":90,"id":3,"rank":"a2","stage_id":5,"subject":"what else would help them?","type":"upsell"}', NULL);
INSERT INTO public.change VALUES (16, 1, 'stage_follow_up', 4, NULL, '{"anchor":"contract end","days":-60,"id":4,"rank":"a3","stage_id":5,"subject":"renew the contract","type":"renewal"}', NULL);
INSERT INTO public.change VALUES (17, 1, 'setting', 1, NULL, '{"id":1,"key":"currency","value":"EUR"}', NULL);
INSERT INTO public.change VALUES (18, 1, 'cadence', 1, NULL, '{"id":1,"name":"new lead","removed_on":null,"stops_on_move":true,"stops_on_reply":true}', NULL);
INSERT INTO public.change VALUES (19, 1, 'cadence_step', 1, NULL, '{"cadence_id":1,"day":0,"id":1,"rank":"a0","subject":"introduce yourself, ask what they need","type":"call"}', NULL);
INSERT INTO public.change VALUES (20, 1, 'cadence_step', 2, NULL, '{"cadence_id":1,"day":1,"id":2,"rank":"a1","subject":"sum up the call, or say that you tried","type":"e-mail"}', NULL);
INSERT INTO public.change VALUES (21, 1, 'cadence_step', 3, NULL, '{"cadence_id":1,"day":3,"id":3,"rank":"a2","subject":"ask for a first meeting","type":"call"}', NULL);
INSERT INTO public.change VALUES (22, 1, 'cadence_step', 4, NULL, '{"cadence_id":1,"day":7,"id":4,"rank":"a3","subject":"tell of a customer like them","type":"e-mail"}', NULL);
INSERT INTO public.change VALUES (23, 1, 'cadence_step', 5, NULL, '{"cadence_id":1,"day":14,"id":5,"rank":"a4","subject":"ask whether and when to go on","type":"call"}', NULL);
INSERT INTO public.change VALUES (24, 1, 'cadence', 2, NULL, '{"id":2,"name":"revive a cold lead","removed_on":null,"stops_on_move":true,"stops_on_reply":true}', NULL);
INSERT INTO public.change VALUES (25, 1, 'cadence_step', 6, NULL, '{"cadence_id":2,"day":0,"id":6,"rank":"a0","subject":"ask what has changed since","type":"e-mail"}', NULL);
INSERT INTO public.change VALUES (26, 1, 'cadence_step', 7, NULL, '{"cadence_id":2,"day":3,"id":7,"rank":"a1","subject":"ask whether the e-mail came at a good time","type":"call"}', NULL);
INSERT INTO public.change VALUES (27, 1, 'cadence_step', 8, NULL, '{"cadence_id":2,"day":10,"id":8,"rank":"a2","subject":"send something new: a case, a price, a date","type":"e-mail"}', NULL);
INSERT INTO public.change VALUES (28, 1, 'cadence_step', 9, NULL, '{"cadence_id":2,"day":21,"id":9,"rank":"a3","subject":"last try: yes, no, or when","type":"call"}', NULL);
INSERT INTO public.change VALUES (29, 2, 'company', 1, NULL, '{"id":1,"industry":"","name":"Acme","notes":"","website":""}', NULL);
INSERT INTO public.change VALUES (30, 2, 'deal', 1, NULL, '{"authority":"","budget":"","campaign":"","closed_on":null,"company_id":1,"contract_end":null,"created_on":"2026-11-24","currency":"EUR","custom":{},"expected_close":null,"forecast_category":null,"id":1,"need":"","nurture_until":null,"owner":"ann","pipeline_id":1,"probability":null,"rank":"a0","reason":null,"sold_from_id":null,"source":"","stage_id":1,"status":"open","timeline":"","title":"Acme renewal","touched_on":"2026-11-24","value":1200000}', 1);
INSERT INTO public.change VALUES (31, 2, 'stage_visit', 1, NULL, '{"deal_id":1,"entered_on":"2026-11-24","id":1,"left_on":null,"stage_id":1}', 1);
INSERT INTO public.change VALUES (32, 2, 'contact', 1, NULL, '{"company_id":1,"id":1,"left_on":null,"name":"Lena","title":""}', NULL);
INSERT INTO public.change VALUES (33, 2, 'deal_contact', 1, NULL, '{"contact_id":1,"deal_id":1,"id":1,"left_on":null,"role":"other"}', 1);
INSERT INTO public.change VALUES (34, 2, 'deal_label', 1, NULL, '{"deal_id":1,"id":1,"label":"hot"}', 1);
INSERT INTO public.change VALUES (35, 2, 'follow_up', 1, NULL, '{"assignee":"ann","cadence_run_id":null,"company_id":null,"contact_id":null,"created_at":"2026-11-24T08:00:00+00:00","deal_id":1,"done_at":null,"due_at":null,"due_on":"2026-11-27","due_zone":null,"id":1,"outcome":null,"priority":"normal","reminder":null,"repeat":null,"satisfaction":null,"subject":"call","type":"call"}', 1);
INSERT INTO public.change VALUES (36, 3, 'company', 2, NULL, '{"id":2,"industry":"","name":"Kestrel","notes":"","website":""}', NULL);
INSERT INTO public.change VALUES (37, 3, 'deal', 2, NULL, '{"authority":"","budget":"","campaign":"","closed_on":null,"company_id":2,"contract_end":null,"created_on":"2026-11-24","currency":"EUR","custom":{},"expected_close":null,"forecast_category":null,"id":2,"need":"","nurture_until":null,"owner":"ann","pipeline_id":1,"probability":null,"rank":"Zz","reason":null,"sold_from_id":null,"source":"","stage_id":1,"status":"open","timeline":"","title":"Kestrel pilot","touched_on":"2026-11-24","value":null}', 2);
INSERT INTO public.change VALUES (38, 3, 'stage_visit', 2, NULL, '{"deal_id":2,"entered_on":"2026-11-24","id":2,"left_on":null,"stage_id":1}', 2);
INSERT INTO public.change VALUES (39, 3, 'contact', 2, NULL, '{"company_id":2,"id":2,"left_on":null,"name":"Bo","title":""}', NULL);
INSERT INTO public.change VALUES (83, 21, 'company', 3, NULL, '{"id":3,"industry":"","name":"Gone","notes":"","website":""}', NULL);
INSERT INTO public.change VALUES (40, 3, 'deal_contact', 2, NULL, '{"contact_id":2,"deal_id":2,"id":2,"left_on":null,"role":"other"}', 2);
INSERT INTO public.change VALUES (41, 3, 'contact', 3, NULL, '{"company_id":2,"id":3,"left_on":null,"name":"Ida","title":""}', NULL);
INSERT INTO public.change VALUES (42, 3, 'deal_contact', 3, NULL, '{"contact_id":3,"deal_id":2,"id":3,"left_on":null,"role":"other"}', 2);
INSERT INTO public.change VALUES (43, 4, 'note', 1, NULL, '{"at":"2026-11-24T08:00:00+00:00","author":"ann","company_id":null,"contact_id":null,"deal_id":1,"id":1,"text":"Wants it by spring"}', 1);
INSERT INTO public.change VALUES (44, 5, 'deal', 2, '{"rank":"Zz","stage_id":1}', '{"rank":"a0","stage_id":2}', 2);
INSERT INTO public.change VALUES (45, 5, 'deal', 1, '{"rank":"a0","stage_id":1}', '{"rank":"Zz","stage_id":2}', 1);
INSERT INTO public.change VALUES (46, 5, 'stage_visit', 2, '{"left_on":null}', '{"left_on":"2026-11-24"}', 2);
INSERT INTO public.change VALUES (47, 5, 'stage_visit', 1, '{"left_on":null}', '{"left_on":"2026-11-24"}', 1);
INSERT INTO public.change VALUES (48, 5, 'stage_visit', 3, NULL, '{"deal_id":2,"entered_on":"2026-11-24","id":3,"left_on":null,"stage_id":2}', 2);
INSERT INTO public.change VALUES (49, 5, 'stage_visit', 4, NULL, '{"deal_id":1,"entered_on":"2026-11-24","id":4,"left_on":null,"stage_id":2}', 1);
INSERT INTO public.change VALUES (50, 6, 'follow_up', 1, '{"done_at":null,"outcome":null}', '{"done_at":"2026-11-24T08:00:00+00:00","outcome":"reached"}', 1);
INSERT INTO public.change VALUES (51, 7, 'deal', 1, '{"closed_on":null,"rank":"Zz","reason":null,"stage_id":2,"status":"open"}', '{"closed_on":"2026-11-24","rank":"a0","reason":"price","stage_id":5,"status":"won"}', 1);
INSERT INTO public.change VALUES (52, 7, 'stage_visit', 4, '{"left_on":null}', '{"left_on":"2026-11-24"}', 1);
INSERT INTO public.change VALUES (53, 7, 'stage_visit', 5, NULL, '{"deal_id":1,"entered_on":"2026-11-24","id":5,"left_on":null,"stage_id":5}', 1);
INSERT INTO public.change VALUES (54, 8, 'deal', 2, '{"closed_on":null,"reason":null,"status":"open"}', '{"closed_on":"2026-11-24","reason":"no budget","status":"lost"}', 2);
INSERT INTO public.change VALUES (55, 8, 'stage_visit', 3, '{"left_on":null}', '{"left_on":"2026-11-24"}', 2);
INSERT INTO public.change VALUES (56, 9, 'stage_visit', 3, '{"left_on":"2026-11-24"}', '{"left_on":null}', 2);
INSERT INTO public.change VALUES (57, 9, 'deal', 2, '{"closed_on":"2026-11-24","reason":"no budget","status":"lost"}', '{"closed_on":null,"reason":null,"status":"open"}', 2);
INSERT INTO public.change VALUES (58, 10, 'stage_visit', 5, '{"deal_id":1,"entered_on":"2026-11-24","id":5,"left_on":null,"stage_id":5}', NULL, 1);
INSERT INTO public.change VALUES (59, 10, 'stage_visit', 4, '{"left_on":"2026-11-24"}', '{"left_on":null}', 1);
INSERT INTO public.change VALUES (60, 10, 'deal', 1, '{"closed_on":"2026-11-24","rank":"a0","reason":"price","stage_id":5,"status":"won"}', '{"closed_on":null,"rank":"Zz","reason":null,"stage_id":2,"status":"open"}', 1);
INSERT INTO public.change VALUES (61, 11, 'deal', 1, '{"closed_on":null,"rank":"Zz","reason":null,"stage_id":2,"status":"open"}', '{"closed_on":"2026-11-24","rank":"a0","reason":"price","stage_id":5,"status":"won"}', 1);
INSERT INTO public.change VALUES (62, 11, 'stage_visit', 4, '{"left_on":null}', '{"left_on":"2026-11-24"}', 1);
INSERT INTO public.change VALUES (63, 11, 'stage_visit', 5, NULL, '{"deal_id":1,"entered_on":"2026-11-24","id":5,"left_on":null,"stage_id":5}', 1);
INSERT INTO public.change VALUES (64, 12, 'stage', 6, NULL, '{"guidance":"","id":6,"kind":"open","marketing_qualified":true,"name":"Trial","pipeline_id":1,"probability":90,"qualified":true,"rank":"a3V","removed_on":null,"rule":"show","stale_after":10,"successor_id":null}', NULL);
INSERT INTO public.change VALUES (65, 13, 'stage', 6, '{"removed_on":null,"successor_id":null}', '{"removed_on":"2026-11-24","successor_id":4}', NULL);
INSERT INTO public.change VALUES (66, 14, 'template', 1, NULL, '{"id":1,"name":"ours","stages":[{"criteria":[{"kind":"field","subject":"contact"}],"follow_ups":[],"guidance":"Somebody who may buy. Find out whether they have a need that you can meet.","kind":"open","marketing_qualified":false,"name":"Lead","probability":10,"qualified":false,"rule":"show","stale_after":14},{"criteria":[{"kind":"field","subject":"need"},{"kind":"field","subject":"value"}],"follow_ups":[],"guidance":"They have a need, money and a date. Meet the person who decides.","kind":"open","marketing_qualified":true,"name":"Qualified","probability":30,"qualified":true,"rule":"show","stale_after":14},{"criteria":[{"kind":"field","subject":"expected_close"},{"kind":"checklist","subject":"Proposal sent"}],"follow_ups":[],"guidance":"Send the proposal and agree when you talk about it.","kind":"open","marketing_qualified":true,"name":"Proposal","probability":60,"qualified":true,"rule":"show","stale_after":14},{"criteria":[{"kind":"checklist","subject":"Terms agreed"}],"follow_ups":[],"guidance":"Settle the terms, and ask for the order.","kind":"open","marketing_qualified":true,"name":"Negotiation","probability":80,"qualified":true,"rule":"show","stale_after":10},{"criteria":[],"follow_ups":[{"anchor":"closed","days":14,"subject":"how satisfied are they?","type":"check-in"},{"anchor":"closed","days":30,"subject":"whom do they know?","type":"referral"},{"anchor":"closed","days":90,"subject":"what else would help them?","type":"upsell"},{"anchor":"contract end","days":-60,"subject":"renew the contract","type":"renewal"}],"guidance":"Check in after delivery, ask how satisfied they are (1-5), and note the date of renewal. A happy customer can be asked for a referral.","kind":"post-sale","marketing_qualified":false,"name":"Post-Sale","probability":100,"qualified":false,"rule":"show","stale_after":0}]}', NULL);
INSERT INTO public.change VALUES (67, 15, 'reason', 1, NULL, '{"id":1,"name":"price","rank":"a0","status":"lost"}', NULL);
INSERT INTO public.change VALUES (68, 15, 'reason', 2, NULL, '{"id":2,"name":"no budget","rank":"a1","status":"lost"}', NULL);
INSERT INTO public.change VALUES (69, 15, 'reason', 3, NULL, '{"id":3,"name":"timing","rank":"a2","status":"lost"}', NULL);
INSERT INTO public.change VALUES (70, 15, 'reason', 4, NULL, '{"id":4,"name":"went with a competitor","rank":"a3","status":"lost"}', NULL);
INSERT INTO public.change VALUES (71, 15, 'reason', 5, NULL, '{"id":5,"name":"no decision","rank":"a4","status":"lost"}', NULL);
INSERT INTO public.change VALUES (72, 15, 'reason', 6, NULL, '{"id":6,"name":"not a fit","rank":"a5","status":"lost"}', NULL);
INSERT INTO public.change VALUES (73, 15, 'reason', 7, NULL, '{"id":7,"name":"no answer","rank":"a6","status":"lost"}', NULL);
INSERT INTO public.change VALUES (74, 15, 'reason', 8, NULL, '{"id":8,"name":"too early","rank":"a7","status":"lost"}', NULL);
INSERT INTO public.change VALUES (75, 16, 'saved_filter', 1, NULL, '{"filter":"label:hot","id":1,"letter":"h","name":"hot deals"}', NULL);
INSERT INTO public.change VALUES (76, 17, 'exchange_rate', 1, NULL, '{"as_of":"2026-11-24","base":"EUR","currency":"USD","id":1,"rate":"0.92"}', NULL);
INSERT INTO public.change VALUES (77, 18, 'deal', 2, '{"stage_id":2}', '{"stage_id":3}', 2);
INSERT INTO public.change VALUES (78, 18, 'stage_visit', 3, '{"left_on":null}', '{"left_on":"2026-11-24"}', 2);
INSERT INTO public.change VALUES (79, 18, 'stage_visit', 6, NULL, '{"deal_id":2,"entered_on":"2026-11-24","id":6,"left_on":null,"stage_id":3}', 2);
INSERT INTO public.change VALUES (80, 19, 'deal_check', 1, NULL, '{"deal_id":2,"id":1,"item":"Proposal sent"}', 2);
INSERT INTO public.change VALUES (81, 20, 'deal', 2, '{"nurture_until":null,"reason":null,"status":"open"}', '{"nurture_until":"2027-03-01","reason":"budget frozen","status":"nurture"}', 2);
INSERT INTO public.change VALUES (82, 20, 'stage_visit', 6, '{"left_on":null}', '{"left_on":"2026-11-24"}', 2);
INSERT INTO public.change VALUES (84, 21, 'deal', 3, NULL, '{"authority":"","budget":"","campaign":"","closed_on":null,"company_id":3,"contract_end":null,"created_on":"2026-11-24","currency":"EUR","custom":{},"expected_close":null,"forecast_category":null,"id":3,"need":"","nurture_until":null,"owner":"ann","pipeline_id":1,"probability":null,"rank":"a0","reason":null,"sold_from_id":null,"source":"","stage_id":1,"status":"open","timeline":"","title":"Gone","touched_on":"2026-11-24","value":1200000}', 3);
INSERT INTO public.change VALUES (85, 21, 'stage_visit', 7, NULL, '{"deal_id":3,"entered_on":"2026-11-24","id":7,"left_on":null,"stage_id":1}', 3);
INSERT INTO public.change VALUES (86, 21, 'contact', 4, NULL, '{"company_id":3,"id":4,"left_on":null,"name":"Gil","title":""}', NULL);
INSERT INTO public.change VALUES (87, 21, 'deal_contact', 4, NULL, '{"contact_id":4,"deal_id":3,"id":4,"left_on":null,"role":"other"}', 3);
INSERT INTO public.change VALUES (88, 21, 'deal_label', 2, NULL, '{"deal_id":3,"id":2,"label":"cold"}', 3);
INSERT INTO public.change VALUES (89, 21, 'follow_up', 2, NULL, '{"assignee":"ann","cadence_run_id":null,"company_id":null,"contact_id":null,"created_at":"2026-11-24T08:00:00+00:00","deal_id":3,"done_at":null,"due_at":null,"due_on":"2026-11-27","due_zone":null,"id":2,"outcome":null,"priority":"normal","reminder":null,"repeat":null,"satisfaction":null,"subject":"call","type":"call"}', 3);
INSERT INTO public.change VALUES (90, 22, 'note', 2, NULL, '{"at":"2026-11-24T08:00:00+00:00","author":"ann","company_id":null,"contact_id":null,"deal_id":3,"id":2,"text":"Never answered"}', 3);
INSERT INTO public.change VALUES (91, 23, 'follow_up', 2, '{"assignee":"ann","cadence_run_id":null,"company_id":null,"contact_id":null,"created_at":"2026-11-24T08:00:00+00:00","deal_id":3,"done_at":null,"due_at":null,"due_on":"2026-11-27","due_zone":null,"id":2,"outcome":null,"priority":"normal","reminder":null,"repeat":null,"satisfaction":null,"subject":"call","type":"call"}', NULL, 3);
INSERT INTO public.change VALUES (92, 23, 'stage_visit', 7, '{"deal_id":3,"entered_on":"2026-11-24","id":7,"left_on":null,"stage_id":1}', NULL, 3);
INSERT INTO public.change VALUES (93, 23, 'note', 2, '{"at":"2026-11-24T08:00:00+00:00","author":"ann","company_id":null,"contact_id":null,"deal_id":3,"id":2,"text":"Never answered"}', NULL, 3);
INSERT INTO public.change VALUES (94, 23, 'deal_label', 2, '{"deal_id":3,"id":2,"label":"cold"}', NULL, 3);
INSERT INTO public.change VALUES (95, 23, 'deal_contact', 4, '{"contact_id":4,"deal_id":3,"id":4,"left_on":null,"role":"other"}', NULL, 3);
INSERT INTO public.change VALUES (96, 23, 'deal', 3, '{"authority":"","budget":"","campaign":"","closed_on":null,"company_id":3,"contract_end":null,"created_on":"2026-11-24","currency":"EUR","custom":{},"expected_close":null,"forecast_category":null,"id":3,"need":"","nurture_until":null,"owner":"ann","pipeline_id":1,"probability":null,"rank":"a0","reason":null,"sold_from_id":null,"source":"","stage_id":1,"status":"open","timeline":"","title":"Gone","touched_on":"2026-11-24","value":1200000}', NULL, 3);
INSERT INTO public.company VALUES (1, 'Acme', '', '', '');
INSERT INTO public.company VALUES (2, 'Kestrel', '', '', '');
INSERT INTO public.company VALUES (3, 'Gone', '', '', '');
INSERT INTO public.contact VALUES (1, 'Lena', 1, '', NULL);
INSERT INTO public.contact VALUES (2, 'Bo', 2, '', NULL);
INSERT INTO public.contact VALUES (3, 'Ida', 2, '', NULL);
INSERT INTO public.contact VALUES (4, 'Gil', 3, '', NULL);
INSERT INTO public.deal VALUES (1, 'Acme renewal', 1, 1, 5, 1200000, 'EUR', 'ann', '', '', NULL, NULL, 739944, NULL, 739944, NULL, 'won', 'price', NULL, '', '', '', '', NULL, 'a0', 739944, '{}');
INSERT INTO public.deal VALUES (2, 'Kestrel pilot', 2, 1, 3, NULL, 'EUR', 'ann', '', '', NULL, NULL, 739944, NULL, NULL, NULL, 'nurture', 'budget frozen', 740041, '', '', '', '', NULL, 'a0', 739944, '{}');
INSERT INTO public.deal_check VALUES (1, 2, 'Proposal sent');
INSERT INTO public.deal_contact VALUES (1, 1, 1, 'other', NULL);
INSERT INTO public.deal_contact VALUES (2, 2, 2, 'other', NULL);
INSERT INTO public.deal_contact VALUES (3, 2, 3, 'other', NULL);
INSERT INTO public.deal_label VALUES (1, 1, 'hot');
INSERT INTO public.exchange_rate VALUES (1, 'USD', 'EUR', '0.92', 739944);
INSERT INTO public.exit_criterion VALUES (1, 1, 'a0', 'field', 'contact');
INSERT INTO public.exit_criterion VALUES (2, 2, 'a0', 'field', 'need');
INSERT INTO public.exit_criterion VALUES (3, 2, 'a1', 'field', 'value');
INSERT INTO public.exit_criterion VALUES (4, 3, 'a0', 'field', 'expected_close');
INSERT INTO public.exit_criterion VALUES (5, 3, 'a1', 'checklist', 'Proposal sent');
INSERT INTO public.exit_criterion VALUES (6, 4, 'a0', 'checklist', 'Terms agreed');
INSERT INTO public.follow_up VALUES (1, 1, NULL, NULL, 'call', 'call', 739947, NULL, NULL, NULL, 'normal', NULL, 'ann', 1795507200000, 1795507200000, 'reached', NULL, NULL);
INSERT INTO public.note VALUES (1, 1, NULL, NULL, 'Wants it by spring', 'ann', 1795507200000);
INSERT INTO public.pipeline VALUES (1, 'Sales', 'a0', NULL);
INSERT INTO public.reason VALUES (1, 'lost', 'a0', 'price');
INSERT INTO public.reason VALUES (2, 'lost', 'a1', 'no budget');
INSERT INTO public.reason VALUES (3, 'lost', 'a2', 'timing');
INSERT INTO public.reason VALUES (4, 'lost', 'a3', 'went with a competitor');
INSERT INTO public.reason VALUES (5, 'lost', 'a4', 'no decision');
INSERT INTO public.reason VALUES (6, 'lost', 'a5', 'not a fit');
INSERT INTO public.reason VALUES (7, 'lost', 'a6', 'no answer');
INSERT INTO public.reason VALUES (8, 'lost', 'a7', 'too early');
INSERT INTO public.saved_filter VALUES (1, 'h', 'hot deals', 'label:hot');
INSERT INTO public.setting VALUES (1, 'currency', '"EUR"');
INSERT INTO public.stage VALUES (1, 1, 'Lead', 'a0', 10, 14, 'open', false, false, 'show', 'Somebody who may buy. Find out whether they have a need that you can meet.', NULL, NULL);
INSERT INTO public.stage VALUES (2, 1, 'Qualified', 'a1', 30, 14, 'open', true, true, 'show', 'They have a need, money and a date. Meet the person who decides.', NULL, NULL);
INSERT INTO public.stage VALUES (3, 1, 'Proposal', 'a2', 60, 14, 'open', true, true, 'show', 'Send the proposal and agree when you talk about it.', NULL, NULL);
INSERT INTO public.stage VALUES (4, 1, 'Negotiation', 'a3', 80, 10, 'open', true, true, 'show', 'Settle the terms, and ask for the order.', NULL, NULL);
INSERT INTO public.stage VALUES (5, 1, 'Post-Sale', 'a4', 100, 0, 'post-sale', false, false, 'show', 'Check in after delivery, ask how satisfied they are (1-5), and note the date of renewal. A happy customer can be asked for a referral.', NULL, NULL);
INSERT INTO public.stage VALUES (6, 1, 'Trial', 'a3V', 90, 10, 'open', true, true, 'show', '', 739944, 4);
INSERT INTO public.stage_follow_up VALUES (1, 5, 'a0', 'check-in', 'how satisfied are they?', 14, 'closed');
INSERT INTO public.stage_follow_up VALUES (2, 5, 'a1', 'referral', 'whom do they know?', 30, 'closed');
INSERT INTO public.stage_follow_up VALUES (3, 5, 'a2', 'upsell', 'what else would help them?', 90, 'closed');
INSERT INTO public.stage_follow_up VALUES (4, 5, 'a3', 'renewal', 'renew the contract', -60, 'contract end');
INSERT INTO public.stage_visit VALUES (2, 2, 1, 739944, 739944);
INSERT INTO public.stage_visit VALUES (1, 1, 1, 739944, 739944);
INSERT INTO public.stage_visit VALUES (4, 1, 2, 739944, 739944);
INSERT INTO public.stage_visit VALUES (5, 1, 5, 739944, NULL);
INSERT INTO public.stage_visit VALUES (3, 2, 2, 739944, 739944);
INSERT INTO public.stage_visit VALUES (6, 2, 3, 739944, 739944);
INSERT INTO public.standing VALUES (1, 0, 739944, 739944, false, 'open', 1, 'ann', 'EUR', 1200000, NULL, NULL, NULL);
INSERT INTO public.standing VALUES (1, 1, 739944, NULL, false, 'won', 1, 'ann', 'EUR', 1200000, NULL, NULL, NULL);
INSERT INTO public.standing VALUES (2, 0, 739944, 739944, false, 'open', 1, 'ann', 'EUR', NULL, NULL, NULL, NULL);
INSERT INTO public.standing VALUES (2, 1, 739944, NULL, false, 'nurture', 1, 'ann', 'EUR', NULL, NULL, NULL, NULL);
INSERT INTO public.standing VALUES (3, 0, 739944, 739944, false, 'open', 1, 'ann', 'EUR', 1200000, NULL, NULL, NULL);
INSERT INTO public.standing VALUES (3, 1, 739944, NULL, false, 'deleted', 1, 'ann', 'EUR', 1200000, NULL, NULL, NULL);
INSERT INTO public.step VALUES (1, 1795507200000, 739944, 'pipeboard', 'do', 'Set up Sales with the short stages', NULL, 0);
INSERT INTO public.step VALUES (2, 1795507200000, 739944, 'ann', 'do', 'Added Acme renewal', NULL, 1);
INSERT INTO public.step VALUES (3, 1795507200000, 739944, 'ann', 'do', 'Added Kestrel pilot', NULL, 1);
INSERT INTO public.step VALUES (4, 1795507200000, 739944, 'ann', 'do', 'Noted something on Acme renewal', NULL, 1);
INSERT INTO public.step VALUES (5, 1795507200000, 739944, 'ann', 'do', 'Moved 2 deals to Qualified', NULL, 2);
INSERT INTO public.step VALUES (6, 1795507200000, 739944, 'ann', 'do', 'Finished call on Acme renewal: reached', NULL, 1);
INSERT INTO public.step VALUES (7, 1795507200000, 739944, 'ann', 'do', 'Won Acme renewal: price', NULL, 1);
INSERT INTO public.step VALUES (8, 1795507200000, 739944, 'ann', 'do', 'Lost Kestrel pilot: no budget', NULL, 1);
INSERT INTO public.step VALUES (9, 1795507200000, 739944, 'ann', 'undo', 'Took back: Lost Kestrel pilot: no budget', 8, 1);
INSERT INTO public.step VALUES (10, 1795507200000, 739944, 'ann', 'undo', 'Took back: Won Acme renewal: price', 7, 1);
INSERT INTO public.step VALUES (11, 1795507200000, 739944, 'ann', 'redo', 'Did again: Won Acme renewal: price', 10, 1);
INSERT INTO public.step VALUES (12, 1795507200000, 739944, 'ann', 'do', 'Added the stage Trial after Negotiation', NULL, 0);
INSERT INTO public.step VALUES (13, 1795507200000, 739944, 'ann', 'do', 'Removed the stage Trial', NULL, 0);
INSERT INTO public.step VALUES (14, 1795507200000, 739944, 'ann', 'do', 'Saved the stages of Sales as the template ours', NULL, 0);
INSERT INTO public.step VALUES (15, 1795507200000, 739944, 'ann', 'do', 'Added ''too early'' to the reasons for lost', NULL, 0);
INSERT INTO public.step VALUES (16, 1795507200000, 739944, 'ann', 'do', 'Saved the filter hot deals as h', NULL, 0);
INSERT INTO public.step VALUES (17, 1795507200000, 739944, 'ann', 'do', 'Set the rate of USD to 0.92 EUR', NULL, 0);
INSERT INTO public.step VALUES (18, 1795507200000, 739944, 'ann', 'do', 'Moved Kestrel pilot from Qualified to Proposal', NULL, 1);
INSERT INTO public.step VALUES (19, 1795507200000, 739944, 'ann', 'do', 'Ticked ''Proposal sent'' on Kestrel pilot', NULL, 1);
INSERT INTO public.step VALUES (20, 1795507200000, 739944, 'ann', 'do', 'Put Kestrel pilot off until Mon 1 Mar 2027: budget frozen', NULL, 1);
INSERT INTO public.step VALUES (21, 1795507200000, 739944, 'ann', 'do', 'Added Gone', NULL, 1);
INSERT INTO public.step VALUES (22, 1795507200000, 739944, 'ann', 'do', 'Noted something on Gone', NULL, 1);
INSERT INTO public.step VALUES (23, 1795507200000, 739944, 'ann', 'do', 'Deleted Gone', NULL, 1);
INSERT INTO public.template VALUES (1, 'ours', '[{"criteria":[{"kind":"field","subject":"contact"}],"follow_ups":[],"guidance":"Somebody who may buy. Find out whether they have a need that you can meet.","kind":"open","marketing_qualified":false,"name":"Lead","probability":10,"qualified":false,"rule":"show","stale_after":14},{"criteria":[{"kind":"field","subject":"need"},{"kind":"field","subject":"value"}],"follow_ups":[],"guidance":"They have a need, money and a date. Meet the person who decides.","kind":"open","marketing_qualified":true,"name":"Qualified","probability":30,"qualified":true,"rule":"show","stale_after":14},{"criteria":[{"kind":"field","subject":"expected_close"},{"kind":"checklist","subject":"Proposal sent"}],"follow_ups":[],"guidance":"Send the proposal and agree when you talk about it.","kind":"open","marketing_qualified":true,"name":"Proposal","probability":60,"qualified":true,"rule":"show","stale_after":14},{"criteria":[{"kind":"checklist","subject":"Terms agreed"}],"follow_ups":[],"guidance":"Settle the terms, and ask for the order.","kind":"open","marketing_qualified":true,"name":"Negotiation","probability":80,"qualified":true,"rule":"show","stale_after":10},{"criteria":[],"follow_ups":[{"anchor":"closed","days":14,"subject":"how satisfied are they?","type":"check-in"},{"anchor":"closed","days":30,"subject":"whom do they know?","type":"referral"},{"anchor":"closed","days":90,"subject":"what else would help them?","type":"upsell"},{"anchor":"contract end","days":-60,"subject":"renew the contract","type":"renewal"}],"guidance":"Check in after delivery, ask how satisfied they are (1-5), and note the date of renewal. A happy customer can be asked for a referral.","kind":"post-sale","marketing_qualified":false,"name":"Post-Sale","probability":100,"qualified":false,"rule":"show","stale_after":0}]');
SELECT pg_catalog.setval('public.cadence_id_seq', 2, true);
SELECT pg_catalog.setval('public.cadence_run_id_seq', 1, false);
SELECT pg_catalog.setval('public.cadence_step_id_seq', 9, true);
SELECT pg_catalog.setval('public.change_id_seq', 96, true);
SELECT pg_catalog.setval('public.company_id_seq', 3, true);
SELECT pg_catalog.setval('public.contact_email_id_seq', 1, false);
SELECT pg_catalog.setval('public.contact_id_seq', 4, true);
SELECT pg_catalog.setval('public.contact_phone_id_seq', 1, false);
SELECT pg_catalog.setval('public.deal_check_id_seq', 1, true);
SELECT pg_catalog.setval('public.deal_contact_id_seq', 4, true);
SELECT pg_catalog.setval('public.deal_id_seq', 3, true);
SELECT pg_catalog.setval('public.deal_label_id_seq', 2, true);
SELECT pg_catalog.setval('public.exchange_rate_id_seq', 1, true);
SELECT pg_catalog.setval('public.exit_criterion_id_seq', 6, true);
SELECT pg_catalog.setval('public.external_id_id_seq', 1, false);
SELECT pg_catalog.setval('public.follow_up_id_seq', 2, true);
SELECT pg_catalog.setval('public.note_id_seq', 2, true);
SELECT pg_catalog.setval('public.pipeline_id_seq', 1, true);
SELECT pg_catalog.setval('public.reason_id_seq', 8, true);
SELECT pg_catalog.setval('public.saved_filter_id_seq', 1, true);
SELECT pg_catalog.setval('public.setting_id_seq', 1, true);
SELECT pg_catalog.setval('public.stage_follow_up_id_seq', 4, true);
SELECT pg_catalog.setval('public.stage_id_seq', 6, true);
SELECT pg_catalog.setval('public.stage_visit_id_seq', 7, true);
SELECT pg_catalog.setval('public.step_id_seq', 23, true);
SELECT pg_catalog.setval('public.target_id_seq', 1, false);
SELECT pg_catalog.setval('public.template_id_seq', 1, true);
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT pk_alembic_version PRIMARY KEY (version_num);
ALTER TABLE ONLY public.cadence
    ADD CONSTRAINT pk_cadence PRIMARY KEY (id);
ALTER TABLE ONLY public.cadence_run
    ADD CONSTRAINT pk_cadence_run PRIMARY KEY (id);
ALTER TABLE ONLY public.cadence_step
    ADD CONSTRAINT pk_cadence_step PRIMARY KEY (id);
ALTER TABLE ONLY public.change
    ADD CONSTRAINT pk_change PRIMARY KEY (id);
ALTER TABLE ONLY public.company
    ADD CONSTRAINT pk_company PRIMARY KEY (id);
ALTER TABLE ONLY public.contact
    ADD CONSTRAINT pk_contact PRIMARY KEY (id);
ALTER TABLE ONLY public.contact_email
    ADD CONSTRAINT pk_contact_email PRIMARY KEY (id);
ALTER TABLE ONLY public.contact_phone
    ADD CONSTRAINT pk_contact_phone PRIMARY KEY (id);
ALTER TABLE ONLY public.deal
    ADD CONSTRAINT pk_deal PRIMARY KEY (id);
ALTER TABLE ONLY public.deal_check
    ADD CONSTRAINT pk_deal_check PRIMARY KEY (id);
ALTER TABLE ONLY public.deal_contact
    ADD CONSTRAINT pk_deal_contact PRIMARY KEY (id);
ALTER TABLE ONLY public.deal_label
    ADD CONSTRAINT pk_deal_label PRIMARY KEY (id);
ALTER TABLE ONLY public.exchange_rate
    ADD CONSTRAINT pk_exchange_rate PRIMARY KEY (id);
ALTER TABLE ONLY public.exit_criterion
    ADD CONSTRAINT pk_exit_criterion PRIMARY KEY (id);
ALTER TABLE ONLY public.external_id
    ADD CONSTRAINT pk_external_id PRIMARY KEY (id);
ALTER TABLE ONLY public.follow_up
    ADD CONSTRAINT pk_follow_up PRIMARY KEY (id);
ALTER TABLE ONLY public.note
    ADD CONSTRAINT pk_note PRIMARY KEY (id);
ALTER TABLE ONLY public.pipeline
    ADD CONSTRAINT pk_pipeline PRIMARY KEY (id);
ALTER TABLE ONLY public.preference
    ADD CONSTRAINT pk_preference PRIMARY KEY (person, key);
ALTER TABLE ONLY public.reason
    ADD CONSTRAINT pk_reason PRIMARY KEY (id);
ALTER TABLE ONLY public.saved_filter
    ADD CONSTRAINT pk_saved_filter PRIMARY KEY (id);
ALTER TABLE ONLY public.setting
    ADD CONSTRAINT pk_setting PRIMARY KEY (id);
ALTER TABLE ONLY public.stage
    ADD CONSTRAINT pk_stage PRIMARY KEY (id);
ALTER TABLE ONLY public.stage_follow_up
    ADD CONSTRAINT pk_stage_follow_up PRIMARY KEY (id);
ALTER TABLE ONLY public.stage_visit
    ADD CONSTRAINT pk_stage_visit PRIMARY KEY (id);
ALTER TABLE ONLY public.standing
    ADD CONSTRAINT pk_standing PRIMARY KEY (deal_id, number);
ALTER TABLE ONLY public.step
    ADD CONSTRAINT pk_step PRIMARY KEY (id);
ALTER TABLE ONLY public.target
    ADD CONSTRAINT pk_target PRIMARY KEY (id);
ALTER TABLE ONLY public.template
    ADD CONSTRAINT pk_template PRIMARY KEY (id);
ALTER TABLE ONLY public.deal_check
    ADD CONSTRAINT uq_deal_check_deal_id_item UNIQUE (deal_id, item);
ALTER TABLE ONLY public.deal_contact
    ADD CONSTRAINT uq_deal_contact_deal_id_contact_id UNIQUE (deal_id, contact_id);
ALTER TABLE ONLY public.deal_label
    ADD CONSTRAINT uq_deal_label_deal_id_label UNIQUE (deal_id, label);
ALTER TABLE ONLY public.exchange_rate
    ADD CONSTRAINT uq_exchange_rate_currency UNIQUE (currency);
ALTER TABLE ONLY public.reason
    ADD CONSTRAINT uq_reason_status_name UNIQUE (status, name);
ALTER TABLE ONLY public.saved_filter
    ADD CONSTRAINT uq_saved_filter_letter UNIQUE (letter);
ALTER TABLE ONLY public.setting
    ADD CONSTRAINT uq_setting_key UNIQUE (key);
ALTER TABLE ONLY public.template
    ADD CONSTRAINT uq_template_name UNIQUE (name);
CREATE INDEX ix_cadence_run_cadence_id ON public.cadence_run USING btree (cadence_id);
CREATE INDEX ix_cadence_run_deal_id ON public.cadence_run USING btree (deal_id);
CREATE INDEX ix_cadence_step_cadence_id ON public.cadence_step USING btree (cadence_id);
CREATE INDEX ix_change_deal_id_step_id ON public.change USING btree (deal_id, step_id);
CREATE INDEX ix_change_step_id ON public.change USING btree (step_id);
CREATE INDEX ix_company_name ON public.company USING btree (name);
CREATE INDEX ix_contact_company_id ON public.contact USING btree (company_id);
CREATE INDEX ix_contact_email_contact_id ON public.contact_email USING btree (contact_id);
CREATE INDEX ix_contact_name ON public.contact USING btree (name);
CREATE INDEX ix_contact_phone_contact_id ON public.contact_phone USING btree (contact_id);
CREATE INDEX ix_deal_closed ON public.deal USING btree (status, closed_on);
CREATE INDEX ix_deal_company_id ON public.deal USING btree (company_id);
CREATE INDEX ix_deal_contact_contact_id ON public.deal_contact USING btree (contact_id);
CREATE INDEX ix_deal_expected ON public.deal USING btree (status, expected_close, currency, value);
CREATE INDEX ix_deal_label_label ON public.deal_label USING btree (label);
CREATE INDEX ix_deal_lane ON public.deal USING btree (stage_id, status, rank, id);
CREATE INDEX ix_deal_nurture ON public.deal USING btree (status, nurture_until);
CREATE INDEX ix_deal_pipeline_id ON public.deal USING btree (pipeline_id);
CREATE INDEX ix_deal_sold_from_id ON public.deal USING btree (sold_from_id);
CREATE INDEX ix_deal_totals ON public.deal USING btree (stage_id, status, currency, probability, value);
CREATE INDEX ix_exit_criterion_stage_id ON public.exit_criterion USING btree (stage_id);
CREATE INDEX ix_external_id_deal_id ON public.external_id USING btree (deal_id);
CREATE INDEX ix_external_id_system_value ON public.external_id USING btree (system, value);
CREATE INDEX ix_follow_up_cadence_run_id ON public.follow_up USING btree (cadence_run_id);
CREATE INDEX ix_follow_up_company_id ON public.follow_up USING btree (company_id);
CREATE INDEX ix_follow_up_contact_id ON public.follow_up USING btree (contact_id);
CREATE INDEX ix_follow_up_deal_id_done_at_due_on ON public.follow_up USING btree (deal_id, done_at, due_on);
CREATE INDEX ix_follow_up_due ON public.follow_up USING btree (done_at, assignee, due_on, due_at);
CREATE INDEX ix_follow_up_reminder ON public.follow_up USING btree (done_at, assignee, due_on, due_at, reminder) WHERE ((done_at IS NULL) AND (reminder IS NOT NULL));
CREATE INDEX ix_note_company_id ON public.note USING btree (company_id);
CREATE INDEX ix_note_contact_id ON public.note USING btree (contact_id);
CREATE INDEX ix_note_deal_id ON public.note USING btree (deal_id);
CREATE INDEX ix_stage_follow_up_stage_id ON public.stage_follow_up USING btree (stage_id);
CREATE INDEX ix_stage_visit_deal_id_stage_id_entered_on ON public.stage_visit USING btree (deal_id, stage_id, entered_on);
CREATE INDEX ix_stage_visit_stage_id_deal_id_entered_on_left_on ON public.stage_visit USING btree (stage_id, deal_id, entered_on, left_on);
CREATE INDEX ix_stage_visit_stage_id_left_on_entered_on ON public.stage_visit USING btree (stage_id, left_on, entered_on);
CREATE INDEX ix_standing_from_on ON public.standing USING btree (from_on);
CREATE INDEX ix_standing_open ON public.standing USING btree (status, from_on, until_on);
CREATE INDEX ix_standing_unknown ON public.standing USING btree (since_unknown, from_on, deal_id);
CREATE INDEX ix_step_actor_id ON public.step USING btree (actor, id);
CREATE INDEX ix_step_reverses ON public.step USING btree (reverses);
CREATE INDEX ix_target_period ON public.target USING btree (period);
CREATE UNIQUE INDEX uq_cadence_name ON public.cadence USING btree (name) WHERE (removed_on IS NULL);
CREATE UNIQUE INDEX uq_pipeline_name ON public.pipeline USING btree (name) WHERE (removed_on IS NULL);
CREATE UNIQUE INDEX uq_stage_pipeline_id_name ON public.stage USING btree (pipeline_id, name) WHERE (removed_on IS NULL);
ALTER TABLE ONLY public.cadence_run
    ADD CONSTRAINT fk_cadence_run_cadence_id FOREIGN KEY (cadence_id) REFERENCES public.cadence(id);
ALTER TABLE ONLY public.cadence_run
    ADD CONSTRAINT fk_cadence_run_deal_id FOREIGN KEY (deal_id) REFERENCES public.deal(id);
ALTER TABLE ONLY public.cadence_step
    ADD CONSTRAINT fk_cadence_step_cadence_id FOREIGN KEY (cadence_id) REFERENCES public.cadence(id);
ALTER TABLE ONLY public.change
    ADD CONSTRAINT fk_change_step_id FOREIGN KEY (step_id) REFERENCES public.step(id);
ALTER TABLE ONLY public.contact
    ADD CONSTRAINT fk_contact_company_id FOREIGN KEY (company_id) REFERENCES public.company(id);
ALTER TABLE ONLY public.contact_email
    ADD CONSTRAINT fk_contact_email_contact_id FOREIGN KEY (contact_id) REFERENCES public.contact(id);
ALTER TABLE ONLY public.contact_phone
    ADD CONSTRAINT fk_contact_phone_contact_id FOREIGN KEY (contact_id) REFERENCES public.contact(id);
ALTER TABLE ONLY public.deal_check
    ADD CONSTRAINT fk_deal_check_deal_id FOREIGN KEY (deal_id) REFERENCES public.deal(id);
ALTER TABLE ONLY public.deal
    ADD CONSTRAINT fk_deal_company_id FOREIGN KEY (company_id) REFERENCES public.company(id);
ALTER TABLE ONLY public.deal_contact
    ADD CONSTRAINT fk_deal_contact_contact_id FOREIGN KEY (contact_id) REFERENCES public.contact(id);
ALTER TABLE ONLY public.deal_contact
    ADD CONSTRAINT fk_deal_contact_deal_id FOREIGN KEY (deal_id) REFERENCES public.deal(id);
ALTER TABLE ONLY public.deal_label
    ADD CONSTRAINT fk_deal_label_deal_id FOREIGN KEY (deal_id) REFERENCES public.deal(id);
ALTER TABLE ONLY public.deal
    ADD CONSTRAINT fk_deal_pipeline_id FOREIGN KEY (pipeline_id) REFERENCES public.pipeline(id);
ALTER TABLE ONLY public.deal
    ADD CONSTRAINT fk_deal_sold_from_id FOREIGN KEY (sold_from_id) REFERENCES public.deal(id);
ALTER TABLE ONLY public.deal
    ADD CONSTRAINT fk_deal_stage_id FOREIGN KEY (stage_id) REFERENCES public.stage(id);
ALTER TABLE ONLY public.exit_criterion
    ADD CONSTRAINT fk_exit_criterion_stage_id FOREIGN KEY (stage_id) REFERENCES public.stage(id);
ALTER TABLE ONLY public.external_id
    ADD CONSTRAINT fk_external_id_deal_id FOREIGN KEY (deal_id) REFERENCES public.deal(id);
ALTER TABLE ONLY public.follow_up
    ADD CONSTRAINT fk_follow_up_cadence_run_id FOREIGN KEY (cadence_run_id) REFERENCES public.cadence_run(id);
ALTER TABLE ONLY public.follow_up
    ADD CONSTRAINT fk_follow_up_company_id FOREIGN KEY (company_id) REFERENCES public.company(id);
ALTER TABLE ONLY public.follow_up
    ADD CONSTRAINT fk_follow_up_contact_id FOREIGN KEY (contact_id) REFERENCES public.contact(id);
ALTER TABLE ONLY public.follow_up
    ADD CONSTRAINT fk_follow_up_deal_id FOREIGN KEY (deal_id) REFERENCES public.deal(id);
ALTER TABLE ONLY public.note
    ADD CONSTRAINT fk_note_company_id FOREIGN KEY (company_id) REFERENCES public.company(id);
ALTER TABLE ONLY public.note
    ADD CONSTRAINT fk_note_contact_id FOREIGN KEY (contact_id) REFERENCES public.contact(id);
ALTER TABLE ONLY public.note
    ADD CONSTRAINT fk_note_deal_id FOREIGN KEY (deal_id) REFERENCES public.deal(id);
ALTER TABLE ONLY public.stage_follow_up
    ADD CONSTRAINT fk_stage_follow_up_stage_id FOREIGN KEY (stage_id) REFERENCES public.stage(id);
ALTER TABLE ONLY public.stage
    ADD CONSTRAINT fk_stage_pipeline_id FOREIGN KEY (pipeline_id) REFERENCES public.pipeline(id);
ALTER TABLE ONLY public.stage
    ADD CONSTRAINT fk_stage_successor_id FOREIGN KEY (successor_id) REFERENCES public.stage(id);
ALTER TABLE ONLY public.stage_visit
    ADD CONSTRAINT fk_stage_visit_deal_id FOREIGN KEY (deal_id) REFERENCES public.deal(id);
ALTER TABLE ONLY public.stage_visit
    ADD CONSTRAINT fk_stage_visit_stage_id FOREIGN KEY (stage_id) REFERENCES public.stage(id);
ALTER TABLE ONLY public.step
    ADD CONSTRAINT fk_step_reverses FOREIGN KEY (reverses) REFERENCES public.step(id);
ALTER TABLE ONLY public.target
    ADD CONSTRAINT fk_target_pipeline_id FOREIGN KEY (pipeline_id) REFERENCES public.pipeline(id);
