BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num TEXT NOT NULL, 
	CONSTRAINT pk_alembic_version PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0004');
CREATE TABLE cadence (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	name TEXT NOT NULL, 
	stops_on_reply BOOLEAN NOT NULL, 
	stops_on_move BOOLEAN NOT NULL, 
	removed_on INTEGER
);
INSERT INTO "cadence" VALUES(1,'new lead',1,1,NULL);
INSERT INTO "cadence" VALUES(2,'revive a cold lead',1,1,NULL);
CREATE TABLE cadence_run (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	deal_id INTEGER NOT NULL, 
	cadence_id INTEGER NOT NULL, 
	started_on INTEGER NOT NULL, 
	state TEXT NOT NULL, 
	ended_on INTEGER, 
	CONSTRAINT fk_cadence_run_deal_id FOREIGN KEY(deal_id) REFERENCES deal (id), 
	CONSTRAINT fk_cadence_run_cadence_id FOREIGN KEY(cadence_id) REFERENCES cadence (id)
);
CREATE TABLE cadence_step (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	cadence_id INTEGER NOT NULL, 
	rank TEXT NOT NULL, 
	day INTEGER NOT NULL, 
	type TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	CONSTRAINT fk_cadence_step_cadence_id FOREIGN KEY(cadence_id) REFERENCES cadence (id)
);
INSERT INTO "cadence_step" VALUES(1,1,'a0',0,'call','introduce yourself, ask what they need');
INSERT INTO "cadence_step" VALUES(2,1,'a1',1,'e-mail','sum up the call, or say that you tried');
INSERT INTO "cadence_step" VALUES(3,1,'a2',3,'call','ask for a first meeting');
INSERT INTO "cadence_step" VALUES(4,1,'a3',7,'e-mail','tell of a customer like them');
INSERT INTO "cadence_step" VALUES(5,1,'a4',14,'call','ask whether and when to go on');
INSERT INTO "cadence_step" VALUES(6,2,'a0',0,'e-mail','ask what has changed since');
INSERT INTO "cadence_step" VALUES(7,2,'a1',3,'call','ask whether the e-mail came at a good time');
INSERT INTO "cadence_step" VALUES(8,2,'a2',10,'e-mail','send something new: a case, a price, a date');
INSERT INTO "cadence_step" VALUES(9,2,'a3',21,'call','last try: yes, no, or when');
CREATE TABLE change (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	step_id INTEGER NOT NULL, 
	"table" TEXT NOT NULL, 
	row_id INTEGER NOT NULL, 
	"before" TEXT, 
	"after" TEXT, 
	deal_id INTEGER, 
	CONSTRAINT fk_change_step_id FOREIGN KEY(step_id) REFERENCES step (id)
);
INSERT INTO "change" VALUES(1,1,'pipeline',1,NULL,'{"id":1,"name":"Sales","rank":"a0","removed_on":null}',NULL);
INSERT INTO "change" VALUES(2,1,'stage',1,NULL,'{"guidance":"Somebody who may buy. Find out whether they have a need that you can meet.","id":1,"kind":"open","marketing_qualified":false,"name":"Lead","pipeline_id":1,"probability":10,"qualified":false,"rank":"a0","removed_on":null,"rule":"show","stale_after":14,"successor_id":null}',NULL);
INSERT INTO "change" VALUES(3,1,'exit_criterion',1,NULL,'{"id":1,"kind":"field","rank":"a0","stage_id":1,"subject":"contact"}',NULL);
INSERT INTO "change" VALUES(4,1,'stage',2,NULL,'{"guidance":"They have a need, money and a date. Meet the person who decides.","id":2,"kind":"open","marketing_qualified":true,"name":"Qualified","pipeline_id":1,"probability":30,"qualified":true,"rank":"a1","removed_on":null,"rule":"show","stale_after":14,"successor_id":null}',NULL);
INSERT INTO "change" VALUES(5,1,'exit_criterion',2,NULL,'{"id":2,"kind":"field","rank":"a0","stage_id":2,"subject":"need"}',NULL);
INSERT INTO "change" VALUES(6,1,'exit_criterion',3,NULL,'{"id":3,"kind":"field","rank":"a1","stage_id":2,"subject":"value"}',NULL);
INSERT INTO "change" VALUES(7,1,'stage',3,NULL,'{"guidance":"Send the proposal and agree when you talk about it.","id":3,"kind":"open","marketing_qualified":true,"name":"Proposal","pipeline_id":1,"probability":60,"qualified":true,"rank":"a2","removed_on":null,"rule":"show","stale_after":14,"successor_id":null}',NULL);
INSERT INTO "change" VALUES(8,1,'exit_criterion',4,NULL,'{"id":4,"kind":"field","rank":"a0","stage_id":3,"subject":"expected_close"}',NULL);
INSERT INTO "change" VALUES(9,1,'exit_criterion',5,NULL,'{"id":5,"kind":"checklist","rank":"a1","stage_id":3,"subject":"Proposal sent"}',NULL);
INSERT INTO "change" VALUES(10,1,'stage',4,NULL,'{"guidance":"Settle the terms, and ask for the order.","id":4,"kind":"open","marketing_qualified":true,"name":"Negotiation","pipeline_id":1,"probability":80,"qualified":true,"rank":"a3","removed_on":null,"rule":"show","stale_after":10,"successor_id":null}',NULL);
INSERT INTO "change" VALUES(11,1,'exit_criterion',6,NULL,'{"id":6,"kind":"checklist","rank":"a0","stage_id":4,"subject":"Terms agreed"}',NULL);
INSERT INTO "change" VALUES(12,1,'stage',5,NULL,'{"guidance":"Check in after delivery, ask how satisfied they are (1-5), and note the date of renewal. A happy customer can be asked for a referral.","id":5,"kind":"post-sale","marketing_qualified":false,"name":"Post-Sale","pipeline_id":1,"probability":100,"qualified":false,"rank":"a4","removed_on":null,"rule":"show","stale_after":0,"successor_id":null}',NULL);
INSERT INTO "change" VALUES(13,1,'stage_follow_up',1,NULL,'{"anchor":"closed","days":14,"id":1,"rank":"a0","stage_id":5,"subject":"how satisfied are they?","type":"check-in"}',NULL);
INSERT INTO "change" VALUES(14,1,'stage_follow_up',2,NULL,'{"anchor":"closed","days":30,"id":2,"rank":"a1","stage_id":5,"subject":"whom do they know?","type":"referral"}',NULL);
INSERT INTO "change" VALUES(15,1,'stage_follow_up',3,NULL,'{"anchor":"closed","days":90,"id":3,"rank":"a2","stage_id":5,"subject":"what else would help them?","type":"upsell"}',NULL);
INSERT INTO "change" VALUES(16,1,'stage_follow_up',4,NULL,'{"anchor":"contract end","days":-60,"id":4,"rank":"a3","stage_id":5,"subject":"renew the contract","type":"renewal"}',NULL);
INSERT INTO "change" VALUES(17,1,'setting',1,NULL,'{"id":1,"key":"currency","value":"EUR"}',NULL);
INSERT INTO "change" VALUES(18,1,'cadence',1,NULL,'{"id":1,"name":"new lead","removed_on":null,"stops_on_move":true,"stops_on_reply":true}',NULL);
INSERT INTO "change" VALUES(19,1,'cadence_step',1,NULL,'{"cadence_id":1,"day":0,"id":1,"rank":"a0","subject":"introduce yourself, ask what they need","type":"call"}',NULL);
INSERT INTO "change" VALUES(20,1,'cadence_step',2,NULL,'{"cadence_id":1,"day":1,"id":2,"rank":"a1","subject":"sum up the call, or say that you tried","type":"e-mail"}',NULL);
INSERT INTO "change" VALUES(21,1,'cadence_step',3,NULL,'{"cadence_id":1,"day":3,"id":3,"rank":"a2","subject":"ask for a first meeting","type":"call"}',NULL);
INSERT INTO "change" VALUES(22,1,'cadence_step',4,NULL,'{"cadence_id":1,"day":7,"id":4,"rank":"a3","subject":"tell of a customer like them","type":"e-mail"}',NULL);
INSERT INTO "change" VALUES(23,1,'cadence_step',5,NULL,'{"cadence_id":1,"day":14,"id":5,"rank":"a4","subject":"ask whether and when to go on","type":"call"}',NULL);
INSERT INTO "change" VALUES(24,1,'cadence',2,NULL,'{"id":2,"name":"revive a cold lead","removed_on":null,"stops_on_move":true,"stops_on_reply":true}',NULL);
INSERT INTO "change" VALUES(25,1,'cadence_step',6,NULL,'{"cadence_id":2,"day":0,"id":6,"rank":"a0","subject":"ask what has changed since","type":"e-mail"}',NULL);
INSERT INTO "change" VALUES(26,1,'cadence_step',7,NULL,'{"cadence_id":2,"day":3,"id":7,"rank":"a1","subject":"ask whether the e-mail came at a good time","type":"call"}',NULL);
INSERT INTO "change" VALUES(27,1,'cadence_step',8,NULL,'{"cadence_id":2,"day":10,"id":8,"rank":"a2","subject":"send something new: a case, a price, a date","type":"e-mail"}',NULL);
INSERT INTO "change" VALUES(28,1,'cadence_step',9,NULL,'{"cadence_id":2,"day":21,"id":9,"rank":"a3","subject":"last try: yes, no, or when","type":"call"}',NULL);
INSERT INTO "change" VALUES(29,2,'company',1,NULL,'{"id":1,"industry":"","name":"Acme","notes":"","website":""}',NULL);
INSERT INTO "change" VALUES(30,2,'deal',1,NULL,'{"authority":"","budget":"","campaign":"","closed_on":null,"company_id":1,"contract_end":null,"created_on":"2026-11-24","currency":"EUR","custom":{},"expected_close":null,"forecast_category":null,"id":1,"need":"","nurture_until":null,"owner":"ann","pipeline_id":1,"probability":null,"rank":"a0","reason":null,"sold_from_id":null,"source":"","stage_id":1,"status":"open","timeline":"","title":"Acme renewal","touched_on":"2026-11-24","value":1200000}',1);
INSERT INTO "change" VALUES(31,2,'stage_visit',1,NULL,'{"deal_id":1,"entered_on":"2026-11-24","id":1,"left_on":null,"stage_id":1}',1);
INSERT INTO "change" VALUES(32,2,'contact',1,NULL,'{"company_id":1,"id":1,"left_on":null,"name":"Lena","title":""}',NULL);
INSERT INTO "change" VALUES(33,2,'deal_contact',1,NULL,'{"contact_id":1,"deal_id":1,"id":1,"left_on":null,"role":"other"}',1);
INSERT INTO "change" VALUES(34,2,'deal_label',1,NULL,'{"deal_id":1,"id":1,"label":"hot"}',1);
INSERT INTO "change" VALUES(35,2,'follow_up',1,NULL,'{"assignee":"ann","cadence_run_id":null,"company_id":null,"contact_id":null,"created_at":"2026-11-24T08:00:00+00:00","deal_id":1,"done_at":null,"due_at":null,"due_on":"2026-11-27","due_zone":null,"id":1,"outcome":null,"priority":"normal","reminder":null,"repeat":null,"satisfaction":null,"subject":"call","type":"call"}',1);
INSERT INTO "change" VALUES(36,3,'company',2,NULL,'{"id":2,"industry":"","name":"Kestrel","notes":"","website":""}',NULL);
INSERT INTO "change" VALUES(37,3,'deal',2,NULL,'{"authority":"","budget":"","campaign":"","closed_on":null,"company_id":2,"contract_end":null,"created_on":"2026-11-24","currency":"EUR","custom":{},"expected_close":null,"forecast_category":null,"id":2,"need":"","nurture_until":null,"owner":"ann","pipeline_id":1,"probability":null,"rank":"Zz","reason":null,"sold_from_id":null,"source":"","stage_id":1,"status":"open","timeline":"","title":"Kestrel pilot","touched_on":"2026-11-24","value":null}',2);
INSERT INTO "change" VALUES(38,3,'stage_visit',2,NULL,'{"deal_id":2,"entered_on":"2026-11-24","id":2,"left_on":null,"stage_id":1}',2);
INSERT INTO "change" VALUES(39,3,'contact',2,NULL,'{"company_id":2,"id":2,"left_on":null,"name":"Bo","title":""}',NULL);
INSERT INTO "change" VALUES(40,3,'deal_contact',2,NULL,'{"contact_id":2,"deal_id":2,"id":2,"left_on":null,"role":"other"}',2);
INSERT INTO "change" VALUES(41,3,'contact',3,NULL,'{"company_id":2,"id":3,"left_on":null,"name":"Ida","title":""}',NULL);
INSERT INTO "change" VALUES(42,3,'deal_contact',3,NULL,'{"contact_id":3,"deal_id":2,"id":3,"left_on":null,"role":"other"}',2);
INSERT INTO "change" VALUES(43,4,'note',1,NULL,'{"at":"2026-11-24T08:00:00+00:00","author":"ann","company_id":null,"contact_id":null,"deal_id":1,"id":1,"text":"Wants it by spring"}',1);
INSERT INTO "change" VALUES(44,5,'deal',2,'{"rank":"Zz","stage_id":1}','{"rank":"a0","stage_id":2}',2);
INSERT INTO "change" VALUES(45,5,'deal',1,'{"rank":"a0","stage_id":1}','{"rank":"Zz","stage_id":2}',1);
INSERT INTO "change" VALUES(46,5,'stage_visit',2,'{"left_on":null}','{"left_on":"2026-11-24"}',2);
INSERT INTO "change" VALUES(47,5,'stage_visit',1,'{"left_on":null}','{"left_on":"2026-11-24"}',1);
INSERT INTO "change" VALUES(48,5,'stage_visit',3,NULL,'{"deal_id":2,"entered_on":"2026-11-24","id":3,"left_on":null,"stage_id":2}',2);
INSERT INTO "change" VALUES(49,5,'stage_visit',4,NULL,'{"deal_id":1,"entered_on":"2026-11-24","id":4,"left_on":null,"stage_id":2}',1);
INSERT INTO "change" VALUES(50,6,'follow_up',1,'{"done_at":null,"outcome":null}','{"done_at":"2026-11-24T08:00:00+00:00","outcome":"reached"}',1);
INSERT INTO "change" VALUES(51,7,'deal',1,'{"closed_on":null,"rank":"Zz","reason":null,"stage_id":2,"status":"open"}','{"closed_on":"2026-11-24","rank":"a0","reason":"price","stage_id":5,"status":"won"}',1);
INSERT INTO "change" VALUES(52,7,'stage_visit',4,'{"left_on":null}','{"left_on":"2026-11-24"}',1);
INSERT INTO "change" VALUES(53,7,'stage_visit',5,NULL,'{"deal_id":1,"entered_on":"2026-11-24","id":5,"left_on":null,"stage_id":5}',1);
INSERT INTO "change" VALUES(54,8,'deal',2,'{"closed_on":null,"reason":null,"status":"open"}','{"closed_on":"2026-11-24","reason":"no budget","status":"lost"}',2);
INSERT INTO "change" VALUES(55,8,'stage_visit',3,'{"left_on":null}','{"left_on":"2026-11-24"}',2);
INSERT INTO "change" VALUES(56,9,'stage_visit',3,'{"left_on":"2026-11-24"}','{"left_on":null}',2);
INSERT INTO "change" VALUES(57,9,'deal',2,'{"closed_on":"2026-11-24","reason":"no budget","status":"lost"}','{"closed_on":null,"reason":null,"status":"open"}',2);
INSERT INTO "change" VALUES(58,10,'stage_visit',5,'{"deal_id":1,"entered_on":"2026-11-24","id":5,"left_on":null,"stage_id":5}',NULL,1);
INSERT INTO "change" VALUES(59,10,'stage_visit',4,'{"left_on":"2026-11-24"}','{"left_on":null}',1);
INSERT INTO "change" VALUES(60,10,'deal',1,'{"closed_on":"2026-11-24","rank":"a0","reason":"price","stage_id":5,"status":"won"}','{"closed_on":null,"rank":"Zz","reason":null,"stage_id":2,"status":"open"}',1);
INSERT INTO "change" VALUES(61,11,'deal',1,'{"closed_on":null,"rank":"Zz","reason":null,"stage_id":2,"status":"open"}','{"closed_on":"2026-11-24","rank":"a0","reason":"price","stage_id":5,"status":"won"}',1);
INSERT INTO "change" VALUES(62,11,'stage_visit',4,'{"left_on":null}','{"left_on":"2026-11-24"}',1);
INSERT INTO "change" VALUES(63,11,'stage_visit',5,NULL,'{"deal_id":1,"entered_on":"2026-11-24","id":5,"left_on":null,"stage_id":5}',1);
INSERT INTO "change" VALUES(64,12,'stage',6,NULL,'{"guidance":"","id":6,"kind":"open","marketing_qualified":true,"name":"Trial","pipeline_id":1,"probability":90,"qualified":true,"rank":"a3V","removed_on":null,"rule":"show","stale_after":10,"successor_id":null}',NULL);
INSERT INTO "change" VALUES(65,13,'stage',6,'{"removed_on":null,"successor_id":null}','{"removed_on":"2026-11-24","successor_id":4}',NULL);
INSERT INTO "change" VALUES(66,14,'template',1,NULL,'{"id":1,"name":"ours","stages":[{"criteria":[{"kind":"field","subject":"contact"}],"follow_ups":[],"guidance":"Somebody who may buy. Find out whether they have a need that you can meet.","kind":"open","marketing_qualified":false,"name":"Lead","probability":10,"qualified":false,"rule":"show","stale_after":14},{"criteria":[{"kind":"field","subject":"need"},{"kind":"field","subject":"value"}],"follow_ups":[],"guidance":"They have a need, money and a date. Meet the person who decides.","kind":"open","marketing_qualified":true,"name":"Qualified","probability":30,"qualified":true,"rule":"show","stale_after":14},{"criteria":[{"kind":"field","subject":"expected_close"},{"kind":"checklist","subject":"Proposal sent"}],"follow_ups":[],"guidance":"Send the proposal and agree when you talk about it.","kind":"open","marketing_qualified":true,"name":"Proposal","probability":60,"qualified":true,"rule":"show","stale_after":14},{"criteria":[{"kind":"checklist","subject":"Terms agreed"}],"follow_ups":[],"guidance":"Settle the terms, and ask for the order.","kind":"open","marketing_qualified":true,"name":"Negotiation","probability":80,"qualified":true,"rule":"show","stale_after":10},{"criteria":[],"follow_ups":[{"anchor":"closed","days":14,"subject":"how satisfied are they?","type":"check-in"},{"anchor":"closed","days":30,"subject":"whom do they know?","type":"referral"},{"anchor":"closed","days":90,"subject":"what else would help them?","type":"upsell"},{"anchor":"contract end","days":-60,"subject":"renew the contract","type":"renewal"}],"guidance":"Check in after delivery, ask how satisfied they are (1-5), and note the date of renewal. A happy customer can be asked for a referral.","kind":"post-sale","marketing_qualified":false,"name":"Post-Sale","probability":100,"qualified":false,"rule":"show","stale_after":0}]}',NULL);
INSERT INTO "change" VALUES(67,15,'reason',1,NULL,'{"id":1,"name":"price","rank":"a0","status":"lost"}',NULL);
INSERT INTO "change" VALUES(68,15,'reason',2,NULL,'{"id":2,"name":"no budget","rank":"a1","status":"lost"}',NULL);
INSERT INTO "change" VALUES(69,15,'reason',3,NULL,'{"id":3,"name":"timing","rank":"a2","status":"lost"}',NULL);
INSERT INTO "change" VALUES(70,15,'reason',4,NULL,'{"id":4,"name":"went with a competitor","rank":"a3","status":"lost"}',NULL);
INSERT INTO "change" VALUES(71,15,'reason',5,NULL,'{"id":5,"name":"no decision","rank":"a4","status":"lost"}',NULL);
INSERT INTO "change" VALUES(72,15,'reason',6,NULL,'{"id":6,"name":"not a fit","rank":"a5","status":"lost"}',NULL);
INSERT INTO "change" VALUES(73,15,'reason',7,NULL,'{"id":7,"name":"no answer","rank":"a6","status":"lost"}',NULL);
INSERT INTO "change" VALUES(74,15,'reason',8,NULL,'{"id":8,"name":"too early","rank":"a7","status":"lost"}',NULL);
INSERT INTO "change" VALUES(75,16,'saved_filter',1,NULL,'{"filter":"label:hot","id":1,"letter":"h","name":"hot deals"}',NULL);
INSERT INTO "change" VALUES(76,17,'exchange_rate',1,NULL,'{"as_of":"2026-11-24","base":"EUR","currency":"USD","id":1,"rate":"0.92"}',NULL);
INSERT INTO "change" VALUES(77,18,'deal',2,'{"stage_id":2}','{"stage_id":3}',2);
INSERT INTO "change" VALUES(78,18,'stage_visit',3,'{"left_on":null}','{"left_on":"2026-11-24"}',2);
INSERT INTO "change" VALUES(79,18,'stage_visit',6,NULL,'{"deal_id":2,"entered_on":"2026-11-24","id":6,"left_on":null,"stage_id":3}',2);
INSERT INTO "change" VALUES(80,19,'deal_check',1,NULL,'{"deal_id":2,"id":1,"item":"Proposal sent"}',2);
INSERT INTO "change" VALUES(81,20,'deal',2,'{"nurture_until":null,"reason":null,"status":"open"}','{"nurture_until":"2027-03-01","reason":"budget frozen","status":"nurture"}',2);
INSERT INTO "change" VALUES(82,20,'stage_visit',6,'{"left_on":null}','{"left_on":"2026-11-24"}',2);
INSERT INTO "change" VALUES(83,21,'company',3,NULL,'{"id":3,"industry":"","name":"Gone","notes":"","website":""}',NULL);
INSERT INTO "change" VALUES(84,21,'deal',3,NULL,'{"authority":"","budget":"","campaign":"","closed_on":null,"company_id":3,"contract_end":null,"created_on":"2026-11-24","currency":"EUR","custom":{},"expected_close":null,"forecast_category":null,"id":3,"need":"","nurture_until":null,"owner":"ann","pipeline_id":1,"probability":null,"rank":"a0","reason":null,"sold_from_id":null,"source":"","stage_id":1,"status":"open","timeline":"","title":"Gone","touched_on":"2026-11-24","value":1200000}',3);
INSERT INTO "change" VALUES(85,21,'stage_visit',7,NULL,'{"deal_id":3,"entered_on":"2026-11-24","id":7,"left_on":null,"stage_id":1}',3);
INSERT INTO "change" VALUES(86,21,'contact',4,NULL,'{"company_id":3,"id":4,"left_on":null,"name":"Gil","title":""}',NULL);
INSERT INTO "change" VALUES(87,21,'deal_contact',4,NULL,'{"contact_id":4,"deal_id":3,"id":4,"left_on":null,"role":"other"}',3);
INSERT INTO "change" VALUES(88,21,'deal_label',2,NULL,'{"deal_id":3,"id":2,"label":"cold"}',3);
INSERT INTO "change" VALUES(89,21,'follow_up',2,NULL,'{"assignee":"ann","cadence_run_id":null,"company_id":null,"contact_id":null,"created_at":"2026-11-24T08:00:00+00:00","deal_id":3,"done_at":null,"due_at":null,"due_on":"2026-11-27","due_zone":null,"id":2,"outcome":null,"priority":"normal","reminder":null,"repeat":null,"satisfaction":null,"subject":"call","type":"call"}',3);
INSERT INTO "change" VALUES(90,22,'note',2,NULL,'{"at":"2026-11-24T08:00:00+00:00","author":"ann","company_id":null,"contact_id":null,"deal_id":3,"id":2,"text":"Never answered"}',3);
INSERT INTO "change" VALUES(91,23,'follow_up',2,'{"assignee":"ann","cadence_run_id":null,"company_id":null,"contact_id":null,"created_at":"2026-11-24T08:00:00+00:00","deal_id":3,"done_at":null,"due_at":null,"due_on":"2026-11-27","due_zone":null,"id":2,"outcome":null,"priority":"normal","reminder":null,"repeat":null,"satisfaction":null,"subject":"call","type":"call"}',NULL,3);
INSERT INTO "change" VALUES(92,23,'stage_visit',7,'{"deal_id":3,"entered_on":"2026-11-24","id":7,"left_on":null,"stage_id":1}',NULL,3);
INSERT INTO "change" VALUES(93,23,'note',2,'{"at":"2026-11-24T08:00:00+00:00","author":"ann","company_id":null,"contact_id":null,"deal_id":3,"id":2,"text":"Never answered"}',NULL,3);
INSERT INTO "change" VALUES(94,23,'deal_label',2,'{"deal_id":3,"id":2,"label":"cold"}',NULL,3);
INSERT INTO "change" VALUES(95,23,'deal_contact',4,'{"contact_id":4,"deal_id":3,"id":4,"left_on":null,"role":"other"}',NULL,3);
INSERT INTO "change" VALUES(96,23,'deal',3,'{"authority":"","budget":"","campaign":"","closed_on":null,"company_id":3,"contract_end":null,"created_on":"2026-11-24","currency":"EUR","custom":{},"expected_close":null,"forecast_category":null,"id":3,"need":"","nurture_until":null,"owner":"ann","pipeline_id":1,"probability":null,"rank":"a0","reason":null,"sold_from_id":null,"source":"","stage_id":1,"status":"open","timeline":"","title":"Gone","touched_on":"2026-11-24","value":1200000}',NULL,3);
CREATE TABLE company (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	name TEXT NOT NULL, 
	industry TEXT DEFAULT '' NOT NULL, 
	website TEXT DEFAULT '' NOT NULL, 
	notes TEXT DEFAULT '' NOT NULL
);
INSERT INTO "company" VALUES(1,'Acme','','','');
INSERT INTO "company" VALUES(2,'Kestrel','','','');
INSERT INTO "company" VALUES(3,'Gone','','','');
CREATE TABLE contact (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	name TEXT NOT NULL, 
	company_id INTEGER, 
	title TEXT DEFAULT '' NOT NULL, 
	left_on INTEGER, 
	CONSTRAINT fk_contact_company_id FOREIGN KEY(company_id) REFERENCES company (id)
);
INSERT INTO "contact" VALUES(1,'Lena',1,'',NULL);
INSERT INTO "contact" VALUES(2,'Bo',2,'',NULL);
INSERT INTO "contact" VALUES(3,'Ida',2,'',NULL);
INSERT INTO "contact" VALUES(4,'Gil',3,'',NULL);
CREATE TABLE contact_email (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	contact_id INTEGER NOT NULL, 
	address TEXT NOT NULL, 
	CONSTRAINT fk_contact_email_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id)
);
CREATE TABLE contact_phone (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	contact_id INTEGER NOT NULL, 
	number TEXT NOT NULL, 
	CONSTRAINT fk_contact_phone_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id)
);
CREATE TABLE deal (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	title TEXT NOT NULL, 
	company_id INTEGER, 
	pipeline_id INTEGER NOT NULL, 
	stage_id INTEGER, 
	value BIGINT, 
	currency TEXT NOT NULL, 
	owner TEXT DEFAULT '' NOT NULL, 
	source TEXT DEFAULT '' NOT NULL, 
	campaign TEXT DEFAULT '' NOT NULL, 
	probability INTEGER, 
	forecast_category TEXT, 
	created_on INTEGER, 
	expected_close INTEGER, 
	closed_on INTEGER, 
	contract_end INTEGER, 
	status TEXT NOT NULL, 
	reason TEXT, 
	nurture_until INTEGER, 
	need TEXT DEFAULT '' NOT NULL, 
	budget TEXT DEFAULT '' NOT NULL, 
	authority TEXT DEFAULT '' NOT NULL, 
	timeline TEXT DEFAULT '' NOT NULL, 
	sold_from_id INTEGER, 
	rank TEXT NOT NULL, 
	touched_on INTEGER, 
	custom TEXT NOT NULL, 
	CONSTRAINT fk_deal_company_id FOREIGN KEY(company_id) REFERENCES company (id), 
	CONSTRAINT fk_deal_pipeline_id FOREIGN KEY(pipeline_id) REFERENCES pipeline (id), 
	CONSTRAINT fk_deal_stage_id FOREIGN KEY(stage_id) REFERENCES stage (id), 
	CONSTRAINT fk_deal_sold_from_id FOREIGN KEY(sold_from_id) REFERENCES deal (id)
);
INSERT INTO "deal" VALUES(1,'Acme renewal',1,1,5,1200000,'EUR','ann','','',NULL,NULL,739944,NULL,739944,NULL,'won','price',NULL,'','','','',NULL,'a0',739944,'{}');
INSERT INTO "deal" VALUES(2,'Kestrel pilot',2,1,3,NULL,'EUR','ann','','',NULL,NULL,739944,NULL,NULL,NULL,'nurture','budget frozen',740041,'','','','',NULL,'a0',739944,'{}');
CREATE TABLE deal_check (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	deal_id INTEGER NOT NULL, 
	item TEXT NOT NULL, 
	CONSTRAINT uq_deal_check_deal_id_item UNIQUE (deal_id, item), 
	CONSTRAINT fk_deal_check_deal_id FOREIGN KEY(deal_id) REFERENCES deal (id)
);
INSERT INTO "deal_check" VALUES(1,2,'Proposal sent');
CREATE TABLE deal_contact (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	deal_id INTEGER NOT NULL, 
	contact_id INTEGER NOT NULL, 
	role TEXT NOT NULL, 
	left_on INTEGER, 
	CONSTRAINT uq_deal_contact_deal_id_contact_id UNIQUE (deal_id, contact_id), 
	CONSTRAINT fk_deal_contact_deal_id FOREIGN KEY(deal_id) REFERENCES deal (id), 
	CONSTRAINT fk_deal_contact_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id)
);
INSERT INTO "deal_contact" VALUES(1,1,1,'other',NULL);
INSERT INTO "deal_contact" VALUES(2,2,2,'other',NULL);
INSERT INTO "deal_contact" VALUES(3,2,3,'other',NULL);
CREATE TABLE deal_label (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	deal_id INTEGER NOT NULL, 
	label TEXT NOT NULL, 
	CONSTRAINT uq_deal_label_deal_id_label UNIQUE (deal_id, label), 
	CONSTRAINT fk_deal_label_deal_id FOREIGN KEY(deal_id) REFERENCES deal (id)
);
INSERT INTO "deal_label" VALUES(1,1,'hot');
CREATE TABLE exchange_rate (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	currency TEXT NOT NULL, 
	base TEXT NOT NULL, 
	rate TEXT NOT NULL, 
	as_of INTEGER NOT NULL, 
	CONSTRAINT uq_exchange_rate_currency UNIQUE (currency)
);
INSERT INTO "exchange_rate" VALUES(1,'USD','EUR','0.92',739944);
CREATE TABLE exit_criterion (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	stage_id INTEGER NOT NULL, 
	rank TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	CONSTRAINT fk_exit_criterion_stage_id FOREIGN KEY(stage_id) REFERENCES stage (id)
);
INSERT INTO "exit_criterion" VALUES(1,1,'a0','field','contact');
INSERT INTO "exit_criterion" VALUES(2,2,'a0','field','need');
INSERT INTO "exit_criterion" VALUES(3,2,'a1','field','value');
INSERT INTO "exit_criterion" VALUES(4,3,'a0','field','expected_close');
INSERT INTO "exit_criterion" VALUES(5,3,'a1','checklist','Proposal sent');
INSERT INTO "exit_criterion" VALUES(6,4,'a0','checklist','Terms agreed');
CREATE TABLE external_id (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	deal_id INTEGER NOT NULL, 
	system TEXT NOT NULL, 
	value TEXT NOT NULL, 
	CONSTRAINT fk_external_id_deal_id FOREIGN KEY(deal_id) REFERENCES deal (id)
);
CREATE TABLE follow_up (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	deal_id INTEGER, 
	contact_id INTEGER, 
	company_id INTEGER, 
	type TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	due_on INTEGER NOT NULL, 
	due_at BIGINT, 
	due_zone TEXT, 
	reminder INTEGER, 
	priority TEXT NOT NULL, 
	repeat TEXT, 
	assignee TEXT NOT NULL, 
	created_at BIGINT NOT NULL, 
	done_at BIGINT, 
	outcome TEXT, 
	satisfaction INTEGER, 
	cadence_run_id INTEGER, 
	CONSTRAINT fk_follow_up_deal_id FOREIGN KEY(deal_id) REFERENCES deal (id), 
	CONSTRAINT fk_follow_up_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id), 
	CONSTRAINT fk_follow_up_company_id FOREIGN KEY(company_id) REFERENCES company (id), 
	CONSTRAINT fk_follow_up_cadence_run_id FOREIGN KEY(cadence_run_id) REFERENCES cadence_run (id)
);
INSERT INTO "follow_up" VALUES(1,1,NULL,NULL,'call','call',739947,NULL,NULL,NULL,'normal',NULL,'ann',1795507200000,1795507200000,'reached',NULL,NULL);
CREATE TABLE note (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	deal_id INTEGER, 
	contact_id INTEGER, 
	company_id INTEGER, 
	text TEXT NOT NULL, 
	author TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT fk_note_deal_id FOREIGN KEY(deal_id) REFERENCES deal (id), 
	CONSTRAINT fk_note_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id), 
	CONSTRAINT fk_note_company_id FOREIGN KEY(company_id) REFERENCES company (id)
);
INSERT INTO "note" VALUES(1,1,NULL,NULL,'Wants it by spring','ann',1795507200000);
CREATE TABLE pipeline (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	name TEXT NOT NULL, 
	rank TEXT NOT NULL, 
	removed_on INTEGER
);
INSERT INTO "pipeline" VALUES(1,'Sales','a0',NULL);
CREATE TABLE preference (
	person TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	value TEXT NOT NULL, 
	CONSTRAINT pk_preference PRIMARY KEY (person, "key")
);
CREATE TABLE reason (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	status TEXT NOT NULL, 
	rank TEXT NOT NULL, 
	name TEXT NOT NULL, 
	CONSTRAINT uq_reason_status_name UNIQUE (status, name)
);
INSERT INTO "reason" VALUES(1,'lost','a0','price');
INSERT INTO "reason" VALUES(2,'lost','a1','no budget');
INSERT INTO "reason" VALUES(3,'lost','a2','timing');
INSERT INTO "reason" VALUES(4,'lost','a3','went with a competitor');
INSERT INTO "reason" VALUES(5,'lost','a4','no decision');
INSERT INTO "reason" VALUES(6,'lost','a5','not a fit');
INSERT INTO "reason" VALUES(7,'lost','a6','no answer');
INSERT INTO "reason" VALUES(8,'lost','a7','too early');
CREATE TABLE saved_filter (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	letter TEXT NOT NULL, 
	name TEXT NOT NULL, 
	filter TEXT NOT NULL, 
	CONSTRAINT uq_saved_filter_letter UNIQUE (letter)
);
INSERT INTO "saved_filter" VALUES(1,'h','hot deals','label:hot');
CREATE TABLE setting (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	"key" TEXT NOT NULL, 
	value TEXT NOT NULL, 
	CONSTRAINT uq_setting_key UNIQUE ("key")
);
INSERT INTO "setting" VALUES(1,'currency','"EUR"');
CREATE TABLE stage (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	pipeline_id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	rank TEXT NOT NULL, 
	probability INTEGER NOT NULL, 
	stale_after INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	marketing_qualified BOOLEAN NOT NULL, 
	qualified BOOLEAN NOT NULL, 
	rule TEXT NOT NULL, 
	guidance TEXT DEFAULT '' NOT NULL, 
	removed_on INTEGER, 
	successor_id INTEGER, 
	CONSTRAINT fk_stage_pipeline_id FOREIGN KEY(pipeline_id) REFERENCES pipeline (id), 
	CONSTRAINT fk_stage_successor_id FOREIGN KEY(successor_id) REFERENCES stage (id)
);
INSERT INTO "stage" VALUES(1,1,'Lead','a0',10,14,'open',0,0,'show','Somebody who may buy. Find out whether they have a need that you can meet.',NULL,NULL);
INSERT INTO "stage" VALUES(2,1,'Qualified','a1',30,14,'open',1,1,'show','They have a need, money and a date. Meet the person who decides.',NULL,NULL);
INSERT INTO "stage" VALUES(3,1,'Proposal','a2',60,14,'open',1,1,'show','Send the proposal and agree when you talk about it.',NULL,NULL);
INSERT INTO "stage" VALUES(4,1,'Negotiation','a3',80,10,'open',1,1,'show','Settle the terms, and ask for the order.',NULL,NULL);
INSERT INTO "stage" VALUES(5,1,'Post-Sale','a4',100,0,'post-sale',0,0,'show','Check in after delivery, ask how satisfied they are (1-5), and note the date of renewal. A happy customer can be asked for a referral.',NULL,NULL);
INSERT INTO "stage" VALUES(6,1,'Trial','a3V',90,10,'open',1,1,'show','',739944,4);
CREATE TABLE stage_follow_up (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	stage_id INTEGER NOT NULL, 
	rank TEXT NOT NULL, 
	type TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	days INTEGER NOT NULL, 
	anchor TEXT NOT NULL, 
	CONSTRAINT fk_stage_follow_up_stage_id FOREIGN KEY(stage_id) REFERENCES stage (id)
);
INSERT INTO "stage_follow_up" VALUES(1,5,'a0','check-in','how satisfied are they?',14,'closed');
INSERT INTO "stage_follow_up" VALUES(2,5,'a1','referral','whom do they know?',30,'closed');
INSERT INTO "stage_follow_up" VALUES(3,5,'a2','upsell','what else would help them?',90,'closed');
INSERT INTO "stage_follow_up" VALUES(4,5,'a3','renewal','renew the contract',-60,'contract end');
CREATE TABLE stage_visit (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	deal_id INTEGER NOT NULL, 
	stage_id INTEGER NOT NULL, 
	entered_on INTEGER NOT NULL, 
	left_on INTEGER, 
	CONSTRAINT fk_stage_visit_deal_id FOREIGN KEY(deal_id) REFERENCES deal (id), 
	CONSTRAINT fk_stage_visit_stage_id FOREIGN KEY(stage_id) REFERENCES stage (id)
);
INSERT INTO "stage_visit" VALUES(1,1,1,739944,739944);
INSERT INTO "stage_visit" VALUES(2,2,1,739944,739944);
INSERT INTO "stage_visit" VALUES(3,2,2,739944,739944);
INSERT INTO "stage_visit" VALUES(4,1,2,739944,739944);
INSERT INTO "stage_visit" VALUES(5,1,5,739944,NULL);
INSERT INTO "stage_visit" VALUES(6,2,3,739944,739944);
CREATE TABLE standing (
	deal_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	from_on INTEGER NOT NULL, 
	until_on INTEGER, 
	since_unknown BOOLEAN NOT NULL, 
	status TEXT NOT NULL, 
	pipeline_id INTEGER NOT NULL, 
	owner TEXT NOT NULL, 
	currency TEXT NOT NULL, 
	value BIGINT, 
	probability INTEGER, 
	expected_close INTEGER, 
	forecast_category TEXT, 
	CONSTRAINT pk_standing PRIMARY KEY (deal_id, number)
);
INSERT INTO "standing" VALUES(1,0,739944,739944,0,'open',1,'ann','EUR',1200000,NULL,NULL,NULL);
INSERT INTO "standing" VALUES(1,1,739944,NULL,0,'won',1,'ann','EUR',1200000,NULL,NULL,NULL);
INSERT INTO "standing" VALUES(2,0,739944,739944,0,'open',1,'ann','EUR',NULL,NULL,NULL,NULL);
INSERT INTO "standing" VALUES(2,1,739944,NULL,0,'nurture',1,'ann','EUR',NULL,NULL,NULL,NULL);
INSERT INTO "standing" VALUES(3,0,739944,739944,0,'open',1,'ann','EUR',1200000,NULL,NULL,NULL);
INSERT INTO "standing" VALUES(3,1,739944,NULL,0,'deleted',1,'ann','EUR',1200000,NULL,NULL,NULL);
CREATE TABLE step (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	at BIGINT NOT NULL, 
	day INTEGER NOT NULL, 
	actor TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	title TEXT NOT NULL, 
	reverses INTEGER, 
	deals INTEGER NOT NULL, 
	CONSTRAINT fk_step_reverses FOREIGN KEY(reverses) REFERENCES step (id)
);
INSERT INTO "step" VALUES(1,1795507200000,739944,'pipeboard','do','Set up Sales with the short stages',NULL,0);
INSERT INTO "step" VALUES(2,1795507200000,739944,'ann','do','Added Acme renewal',NULL,1);
INSERT INTO "step" VALUES(3,1795507200000,739944,'ann','do','Added Kestrel pilot',NULL,1);
INSERT INTO "step" VALUES(4,1795507200000,739944,'ann','do','Noted something on Acme renewal',NULL,1);
INSERT INTO "step" VALUES(5,1795507200000,739944,'ann','do','Moved 2 deals to Qualified',NULL,2);
INSERT INTO "step" VALUES(6,1795507200000,739944,'ann','do','Finished call on Acme renewal: reached',NULL,1);
INSERT INTO "step" VALUES(7,1795507200000,739944,'ann','do','Won Acme renewal: price',NULL,1);
INSERT INTO "step" VALUES(8,1795507200000,739944,'ann','do','Lost Kestrel pilot: no budget',NULL,1);
INSERT INTO "step" VALUES(9,1795507200000,739944,'ann','undo','Took back: Lost Kestrel pilot: no budget',8,1);
INSERT INTO "step" VALUES(10,1795507200000,739944,'ann','undo','Took back: Won Acme renewal: price',7,1);
INSERT INTO "step" VALUES(11,1795507200000,739944,'ann','redo','Did again: Won Acme renewal: price',10,1);
INSERT INTO "step" VALUES(12,1795507200000,739944,'ann','do','Added the stage Trial after Negotiation',NULL,0);
INSERT INTO "step" VALUES(13,1795507200000,739944,'ann','do','Removed the stage Trial',NULL,0);
INSERT INTO "step" VALUES(14,1795507200000,739944,'ann','do','Saved the stages of Sales as the template ours',NULL,0);
INSERT INTO "step" VALUES(15,1795507200000,739944,'ann','do','Added ''too early'' to the reasons for lost',NULL,0);
INSERT INTO "step" VALUES(16,1795507200000,739944,'ann','do','Saved the filter hot deals as h',NULL,0);
INSERT INTO "step" VALUES(17,1795507200000,739944,'ann','do','Set the rate of USD to 0.92 EUR',NULL,0);
INSERT INTO "step" VALUES(18,1795507200000,739944,'ann','do','Moved Kestrel pilot from Qualified to Proposal',NULL,1);
INSERT INTO "step" VALUES(19,1795507200000,739944,'ann','do','Ticked ''Proposal sent'' on Kestrel pilot',NULL,1);
INSERT INTO "step" VALUES(20,1795507200000,739944,'ann','do','Put Kestrel pilot off until Mon 1 Mar 2027: budget frozen',NULL,1);
INSERT INTO "step" VALUES(21,1795507200000,739944,'ann','do','Added Gone',NULL,1);
INSERT INTO "step" VALUES(22,1795507200000,739944,'ann','do','Noted something on Gone',NULL,1);
INSERT INTO "step" VALUES(23,1795507200000,739944,'ann','do','Deleted Gone',NULL,1);
CREATE TABLE target (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	period TEXT NOT NULL, 
	pipeline_id INTEGER, 
	owner TEXT NOT NULL, 
	currency TEXT NOT NULL, 
	value BIGINT NOT NULL, 
	CONSTRAINT fk_target_pipeline_id FOREIGN KEY(pipeline_id) REFERENCES pipeline (id)
);
CREATE TABLE template (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	name TEXT NOT NULL, 
	stages TEXT NOT NULL, 
	CONSTRAINT uq_template_name UNIQUE (name)
);
INSERT INTO "template" VALUES(1,'ours','[{"criteria":[{"kind":"field","subject":"contact"}],"follow_ups":[],"guidance":"Somebody who may buy. Find out whether they have a need that you can meet.","kind":"open","marketing_qualified":false,"name":"Lead","probability":10,"qualified":false,"rule":"show","stale_after":14},{"criteria":[{"kind":"field","subject":"need"},{"kind":"field","subject":"value"}],"follow_ups":[],"guidance":"They have a need, money and a date. Meet the person who decides.","kind":"open","marketing_qualified":true,"name":"Qualified","probability":30,"qualified":true,"rule":"show","stale_after":14},{"criteria":[{"kind":"field","subject":"expected_close"},{"kind":"checklist","subject":"Proposal sent"}],"follow_ups":[],"guidance":"Send the proposal and agree when you talk about it.","kind":"open","marketing_qualified":true,"name":"Proposal","probability":60,"qualified":true,"rule":"show","stale_after":14},{"criteria":[{"kind":"checklist","subject":"Terms agreed"}],"follow_ups":[],"guidance":"Settle the terms, and ask for the order.","kind":"open","marketing_qualified":true,"name":"Negotiation","probability":80,"qualified":true,"rule":"show","stale_after":10},{"criteria":[],"follow_ups":[{"anchor":"closed","days":14,"subject":"how satisfied are they?","type":"check-in"},{"anchor":"closed","days":30,"subject":"whom do they know?","type":"referral"},{"anchor":"closed","days":90,"subject":"what else would help them?","type":"upsell"},{"anchor":"contract end","days":-60,"subject":"renew the contract","type":"renewal"}],"guidance":"Check in after delivery, ask how satisfied they are (1-5), and note the date of renewal. A happy customer can be asked for a referral.","kind":"post-sale","marketing_qualified":false,"name":"Post-Sale","probability":100,"qualified":false,"rule":"show","stale_after":0}]');
CREATE UNIQUE INDEX uq_cadence_name ON cadence (name) WHERE removed_on IS NULL;
CREATE INDEX ix_company_name ON company (name);
CREATE UNIQUE INDEX uq_pipeline_name ON pipeline (name) WHERE removed_on IS NULL;
CREATE INDEX ix_standing_from_on ON standing (from_on);
CREATE INDEX ix_standing_open ON standing (status, from_on, until_on);
CREATE INDEX ix_standing_unknown ON standing (since_unknown, from_on, deal_id);
CREATE INDEX ix_step_actor_id ON step (actor, id);
CREATE INDEX ix_step_reverses ON step (reverses);
CREATE INDEX ix_cadence_step_cadence_id ON cadence_step (cadence_id);
CREATE INDEX ix_change_deal_id_step_id ON change (deal_id, step_id);
CREATE INDEX ix_change_step_id ON change (step_id);
CREATE INDEX ix_contact_company_id ON contact (company_id);
CREATE INDEX ix_contact_name ON contact (name);
CREATE UNIQUE INDEX uq_stage_pipeline_id_name ON stage (pipeline_id, name) WHERE removed_on IS NULL;
CREATE INDEX ix_target_period ON target (period);
CREATE INDEX ix_contact_email_contact_id ON contact_email (contact_id);
CREATE INDEX ix_contact_phone_contact_id ON contact_phone (contact_id);
CREATE INDEX ix_deal_closed ON deal (status, closed_on);
CREATE INDEX ix_deal_company_id ON deal (company_id);
CREATE INDEX ix_deal_expected ON deal (status, expected_close, currency, value);
CREATE INDEX ix_deal_lane ON deal (stage_id, status, rank, id);
CREATE INDEX ix_deal_nurture ON deal (status, nurture_until);
CREATE INDEX ix_deal_pipeline_id ON deal (pipeline_id);
CREATE INDEX ix_deal_sold_from_id ON deal (sold_from_id);
CREATE INDEX ix_deal_totals ON deal (stage_id, status, currency, probability, value);
CREATE INDEX ix_exit_criterion_stage_id ON exit_criterion (stage_id);
CREATE INDEX ix_stage_follow_up_stage_id ON stage_follow_up (stage_id);
CREATE INDEX ix_cadence_run_cadence_id ON cadence_run (cadence_id);
CREATE INDEX ix_cadence_run_deal_id ON cadence_run (deal_id);
CREATE INDEX ix_deal_contact_contact_id ON deal_contact (contact_id);
CREATE INDEX ix_deal_label_label ON deal_label (label);
CREATE INDEX ix_external_id_deal_id ON external_id (deal_id);
CREATE INDEX ix_external_id_system_value ON external_id (system, value);
CREATE INDEX ix_note_company_id ON note (company_id);
CREATE INDEX ix_note_contact_id ON note (contact_id);
CREATE INDEX ix_note_deal_id ON note (deal_id);
CREATE INDEX ix_stage_visit_deal_id_stage_id_entered_on ON stage_visit (deal_id, stage_id, entered_on);
CREATE INDEX ix_stage_visit_stage_id_deal_id_entered_on_left_on ON stage_visit (stage_id, deal_id, entered_on, left_on);
CREATE INDEX ix_stage_visit_stage_id_left_on_entered_on ON stage_visit (stage_id, left_on, entered_on);
CREATE INDEX ix_follow_up_cadence_run_id ON follow_up (cadence_run_id);
CREATE INDEX ix_follow_up_company_id ON follow_up (company_id);
CREATE INDEX ix_follow_up_contact_id ON follow_up (contact_id);
CREATE INDEX ix_follow_up_deal_id_done_at_due_on ON follow_up (deal_id, done_at, due_on);
CREATE INDEX ix_follow_up_due ON follow_up (done_at, assignee, due_on, due_at);
CREATE INDEX ix_follow_up_reminder ON follow_up (done_at, assignee, due_on, due_at, reminder) WHERE done_at IS NULL AND reminder IS NOT NULL;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('pipeline',1);
INSERT INTO "sqlite_sequence" VALUES('stage',6);
INSERT INTO "sqlite_sequence" VALUES('exit_criterion',6);
INSERT INTO "sqlite_sequence" VALUES('stage_follow_up',4);
INSERT INTO "sqlite_sequence" VALUES('setting',1);
INSERT INTO "sqlite_sequence" VALUES('cadence',2);
INSERT INTO "sqlite_sequence" VALUES('cadence_step',9);
INSERT INTO "sqlite_sequence" VALUES('step',23);
INSERT INTO "sqlite_sequence" VALUES('change',96);
INSERT INTO "sqlite_sequence" VALUES('company',3);
INSERT INTO "sqlite_sequence" VALUES('deal',3);
INSERT INTO "sqlite_sequence" VALUES('stage_visit',7);
INSERT INTO "sqlite_sequence" VALUES('contact',4);
INSERT INTO "sqlite_sequence" VALUES('deal_contact',4);
INSERT INTO "sqlite_sequence" VALUES('deal_label',2);
INSERT INTO "sqlite_sequence" VALUES('follow_up',2);
INSERT INTO "sqlite_sequence" VALUES('note',2);
INSERT INTO "sqlite_sequence" VALUES('template',1);
INSERT INTO "sqlite_sequence" VALUES('reason',8);
INSERT INTO "sqlite_sequence" VALUES('saved_filter',1);
INSERT INTO "sqlite_sequence" VALUES('exchange_rate',1);
INSERT INTO "sqlite_sequence" VALUES('deal_check',1);
COMMIT;
