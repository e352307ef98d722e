BEGIN TRANSACTION;
CREATE TABLE cases (
	collection VARCHAR(60) NOT NULL, 
	number INTEGER NOT NULL, 
	title TEXT NOT NULL, 
	fields TEXT NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	PRIMARY KEY (collection, number), 
	FOREIGN KEY(collection) REFERENCES collections (id) ON DELETE CASCADE
);
INSERT INTO "cases" VALUES('tea',1,'第1茶场护茶案','[["summary", "第1茶场建立护茶机制。"]]','3102495d2f740fc4ad07cf48ff0815b21b2bf4e3f54fbe24e9e3db0176680f5d');
INSERT INTO "cases" VALUES('tea',2,'第2茶场护茶案','[["summary", "第2茶场建立护茶机制。"]]','47a9b233029f5af24e7e39c1fe3476637a43df2cd8de82b9ed57660376dcecc5');
INSERT INTO "cases" VALUES('tea',3,'第3茶场护茶案','[["summary", "第3茶场建立护茶机制。"]]','14c794d1c2d61a2ed9c274ed8c48a4d656895ea415ed77bd2170b4a52499691b');
CREATE TABLE catalog (
	id INTEGER NOT NULL CHECK (id = 1), 
	layout INTEGER NOT NULL, 
	revision INTEGER NOT NULL, 
	updated VARCHAR(20) NOT NULL, 
	stamp VARCHAR(32) NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "catalog" VALUES(1,1,1,'2026-11-28T05:40:57Z','fab88f14c9b38dd0c1d2cd263e939c18');
CREATE TABLE chat_answers (
	id INTEGER NOT NULL, 
	chat BIGINT NOT NULL, 
	topic BIGINT NOT NULL, 
	person BIGINT NOT NULL, 
	asked BIGINT NOT NULL, 
	question TEXT NOT NULL, 
	understood TEXT NOT NULL, 
	cited TEXT NOT NULL, 
	labels TEXT NOT NULL, 
	parts TEXT NOT NULL, 
	refused BOOLEAN NOT NULL, 
	elapsed_ms FLOAT NOT NULL, 
	closed BOOLEAN NOT NULL, 
	at FLOAT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "chat_answers" VALUES(1,7,0,7,1,'茶场','{}','[]','{}','[]',0,1.0,0,1.0);
CREATE TABLE chat_audit (
	id INTEGER NOT NULL, 
	at FLOAT NOT NULL, 
	person BIGINT NOT NULL, 
	chat BIGINT NOT NULL, 
	action VARCHAR(20) NOT NULL, 
	detail TEXT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "chat_audit" VALUES(1,1.0,9,9,'confirmed','ingest 1.md');
CREATE TABLE chat_drafts (
	chat BIGINT NOT NULL, 
	asked BIGINT NOT NULL, 
	message BIGINT NOT NULL, 
	PRIMARY KEY (chat, asked)
);
CREATE TABLE chat_groups (
	id BIGINT NOT NULL, 
	allowed BOOLEAN NOT NULL, 
	active BOOLEAN NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE chat_inbox (
	bot BIGINT NOT NULL, 
	update_id BIGINT NOT NULL, 
	body TEXT NOT NULL, 
	state VARCHAR(8) NOT NULL, 
	attempts INTEGER NOT NULL, 
	owner VARCHAR(32) NOT NULL, 
	lease FLOAT NOT NULL, 
	at FLOAT NOT NULL, 
	PRIMARY KEY (bot, update_id)
);
CREATE TABLE chat_invitations (
	digest VARCHAR(64) NOT NULL, 
	until FLOAT NOT NULL, 
	"left" INTEGER NOT NULL, 
	"by" BIGINT NOT NULL, 
	PRIMARY KEY (digest)
);
CREATE TABLE chat_messages (
	chat BIGINT NOT NULL, 
	message BIGINT NOT NULL, 
	answer INTEGER NOT NULL, 
	PRIMARY KEY (chat, message)
);
CREATE TABLE chat_people (
	id BIGINT NOT NULL, 
	allowed BOOLEAN NOT NULL, 
	lang VARCHAR(8) NOT NULL, 
	"by" BIGINT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "chat_people" VALUES(7,1,'zh',9);
CREATE TABLE chat_uploads (
	id INTEGER NOT NULL, 
	chat BIGINT NOT NULL, 
	person BIGINT NOT NULL, 
	name TEXT NOT NULL, 
	path TEXT NOT NULL, 
	state VARCHAR(8) NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "chat_uploads" VALUES(1,9,9,'1.md','','asked');
INSERT INTO "chat_uploads" VALUES(2,9,9,'2.md','','taken');
INSERT INTO "chat_uploads" VALUES(3,9,9,'3.md','','done');
CREATE TABLE chat_votes (
	answer INTEGER NOT NULL, 
	person BIGINT NOT NULL, 
	vote INTEGER NOT NULL, 
	at FLOAT NOT NULL, 
	PRIMARY KEY (answer, person)
);
CREATE TABLE collections (
	id VARCHAR(60) NOT NULL, 
	position INTEGER NOT NULL, 
	title TEXT NOT NULL, 
	label TEXT NOT NULL, 
	source TEXT NOT NULL, 
	source_sha256 VARCHAR(64) NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (position)
);
INSERT INTO "collections" VALUES('tea',1,'茶叶保护典型案例','茶叶','tea.txt','0000000000000000000000000000000000000000000000000000000000000000');
CREATE TABLE llm_answers (
	"key" VARCHAR(64) NOT NULL, 
	revision INTEGER NOT NULL, 
	body TEXT NOT NULL, 
	at FLOAT NOT NULL, 
	PRIMARY KEY ("key")
);
CREATE TABLE llm_questions (
	sha256 VARCHAR(64) NOT NULL, 
	model VARCHAR(120) NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (sha256)
);
CREATE TABLE llm_usage (
	day VARCHAR(10) NOT NULL, 
	person VARCHAR(40) NOT NULL, 
	model VARCHAR(120) NOT NULL, 
	calls INTEGER NOT NULL, 
	tokens_in BIGINT NOT NULL, 
	tokens_out BIGINT NOT NULL, 
	cost FLOAT, 
	PRIMARY KEY (day, person, model)
);
INSERT INTO "llm_usage" VALUES('2026-11-26','','openai:x',1,2,3,NULL);
CREATE INDEX ix_chat_inbox_state ON chat_inbox (state);
CREATE INDEX chat_answers_place ON chat_answers (chat, topic, person);
CREATE INDEX chat_answers_asked ON chat_answers (chat, asked);
CREATE INDEX ix_chat_messages_answer ON chat_messages (answer);
COMMIT;
