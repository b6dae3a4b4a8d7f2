PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE Users (
    ID INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    name TEXT NOT NULL COLLATE NOCASE, -- as people write it
    email VARCHAR(100) UNIQUE ON CONFLICT REPLACE,
    score REAL DEFAULT 0.5 CHECK (score >= 0 AND score < 10),
    level INT DEFAULT (3),
    born DATE,
    made DATETIME DEFAULT CURRENT_TIMESTAMP,
    big UNSIGNED BIG INT,
    anything,
    state TEXT DEFAULT 'on' CHECK (state IN ('on', 'off')) /* two of them */,
    slug TEXT GENERATED ALWAYS AS (lower(name)) STORED
);
CREATE TABLE sqlite_sequence(name,seq);
CREATE TABLE [Order Details] (
  [OrderID] INTEGER NOT NULL REFERENCES users(id) ON DELETE SET NULL ON UPDATE CASCADE,
  'ProductID' INTEGER,
  "Unit Price" NUMERIC DEFAULT 0 NOT NULL,
  Quantity INTEGER CHECK (0 < Quantity),
  key TEXT,
  PRIMARY KEY ("OrderID", ProductID),
  FOREIGN KEY (ProductID) REFERENCES [Products] (id)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS "Products" (id INTEGER PRIMARY KEY, title TEXT, parent INTEGER REFERENCES Products, UNIQUE (title, parent)) STRICT;
CREATE TRIGGER keep AFTER INSERT ON Users BEGIN
  UPDATE Users SET level = CASE WHEN level > 3 THEN 3 ELSE level END WHERE id = NEW.id;
  INSERT INTO log VALUES ('CREATE TABLE no (id)');
END;
CREATE VIEW names AS SELECT name FROM Users;
CREATE VIRTUAL TABLE docs USING fts5(title, body);
CREATE INDEX users_name ON Users(name COLLATE NOCASE DESC);
CREATE UNIQUE INDEX users_some ON Users(level) WHERE level > 0;
INSERT INTO Users VALUES(1,'it''s; CREATE TABLE no (id)',NULL);
CREATE TEMP TABLE scratch AS SELECT 1;
COMMIT;
