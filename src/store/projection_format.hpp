// The projection's file format, shared by its writer and its readers.
#pragma once

#include "store/sqlite.hpp"

namespace holdfast::store {

// `row.terms` repeats the row's terms (joined, sorted), so that a row whose terms did not change,
// the usual case, leaves the `term` table alone. A term's rows lie in the order of time, those of a
// common term too ("gap:study"), and say what lists filter by.
//
// `word` is an index without its texts: what a row was found by is taken out again with the words
// that `row.words` keeps (little-endian, four bytes each), its kind and its state. Of each word it
// knows which rows have it, and neither where nor how often.
inline constexpr FileFormat projection_format{.name = "projection",
                                              .application_id = 0x48465052,  // "HFPR"
                                              .version = 2,
                                              .schema = R"sql(
CREATE TABLE row(
  key INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  parent TEXT NOT NULL,
  state TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  amount_fen INTEGER NOT NULL,
  terms TEXT NOT NULL,
  words BLOB NOT NULL,
  doc TEXT NOT NULL,
  UNIQUE(kind, id)
) STRICT;
CREATE INDEX row_by_time ON row(kind, at_ms, id);
CREATE INDEX row_by_amount ON row(kind, amount_fen, id, at_ms);
CREATE INDEX row_by_state ON row(kind, state, at_ms, id);
CREATE INDEX row_by_state_and_amount ON row(kind, state, amount_fen, id, at_ms);
CREATE INDEX row_by_parent ON row(kind, parent, at_ms, id);
CREATE TABLE term(
  term TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  id TEXT NOT NULL,
  row INTEGER NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  PRIMARY KEY(term, at_ms, id, row)
) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE word USING fts5(
  words, content='', detail='none', columnsize=0, tokenize="ascii tokenchars '_'"
);
CREATE TABLE applied(only INTEGER PRIMARY KEY CHECK(only = 1), seq INTEGER NOT NULL) STRICT;
INSERT INTO applied VALUES(1, 0);
)sql"};

}  // namespace holdfast::store
