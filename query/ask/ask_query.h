// AskQuery: the openCypher query that answers a question.
//
// Columns: `answer` (what was asked for) where the question has one, then the statement as date, who, how,
// whom, and where it stands: `source` (document:line of the first evidence) or, with evidence, a row for each
// as document, line, quote, rule. Counts have first and last instead. Names stand in parameters, so the text
// tells the shape of the question and can be used again.
#pragma once

#include <string>

#include "extract/questions/question.h"
#include "extract/statement/ontology.h"
#include "query/cypher/value/value.h"

namespace guanxi {

struct AskQuery {
  std::string text;
  cypher::Map parameters;
};

// ontology: of the store that is asked: families, directions, labels of kinds.
AskQuery write_ask_query(const Question& question, const Ontology& ontology, bool evidence);

// Asks for one of those who hold an office of the term, which has one: why an answer is empty.
AskQuery write_holder_query(const Question& question, const QuestionTerm& term, const Ontology& ontology);

}  // namespace guanxi
