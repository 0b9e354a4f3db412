#include "query/ask/ask_query.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace guanxi {
namespace {

using cypher::Value;

// How far a connection may reach: beyond, everything is connected with everything.
constexpr int kLongestConnection = 6;

class QueryWriter {
 public:
  QueryWriter(const Question& question, const Ontology& ontology, bool evidence)
      : question_(question), ontology_(ontology), evidence_(evidence) {
    find_relations();
  }

  AskQuery run() {
    if (question_.asked == Asked::kConnection) {
      connection();
    } else {
      match();
      answer();
    }
    return std::move(query_);
  }

  AskQuery holders(const QuestionTerm& term) {
    holder(term, "a", "who");
    line("RETURN a LIMIT 1");
    return std::move(query_);
  }

 private:
  void line(std::string_view text) {
    if (!query_.text.empty()) query_.text += '\n';
    query_.text += text;
  }

  void parameter(const std::string& name, const std::vector<std::string>& words) {
    query_.parameters[name] = Value(cypher::List(words.begin(), words.end()));
  }

  // ---- which statements

  void find_relations() {
    relations_ = question_.relations;
    for (const RelationDeclaration& relation : ontology_.relations()) {
      const auto& families = question_.families;
      if (std::find(families.begin(), families.end(), relation.family) != families.end() &&
          !named(relation.name))
        relations_.push_back(relation.name);
    }
    for (const std::string& name : relations_) {
      const RelationDeclaration* relation = ontology_.relation(name);
      if (relation != nullptr && relation->directed) directed_.push_back(name);
    }
    any_directed_ = relations_.empty() || !directed_.empty();
    any_undirected_ = relations_.empty() || directed_.size() < relations_.size();
  }

  bool named(const std::string& relation) const {
    return std::find(relations_.begin(), relations_.end(), relation) != relations_.end();
  }

  // With both sides unknown each statement is to come once, as it is stated.
  bool both_open() const { return !question_.subject.given() && !question_.object.given(); }
  bool free_direction() const { return !both_open() && (question_.either || any_undirected_); }

  std::string types() const {
    std::string text;
    for (const std::string& relation : relations_) text += (text.empty() ? ":" : "|") + quoted(relation);
    return text;
  }

  // A name as Cypher takes it: in backquotes unless it is plain.
  static std::string quoted(const std::string& name) {
    const bool plain = std::all_of(name.begin(), name.end(),
                                   [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; });
    return plain && !name.empty() && std::isdigit(static_cast<unsigned char>(name[0])) == 0
               ? name
               : "`" + name + "`";
  }

  // The labels of the kinds, narrower ones included.
  std::string labels(const QuestionTerm& term) const {
    std::string text;
    for (const KindDeclaration& kind : ontology_.kinds()) {
      const auto wanted = [&](const std::string& name) {
        return std::find(term.kinds.begin(), term.kinds.end(), name) != term.kinds.end();
      };
      if (wanted(kind.name) || (!kind.like.empty() && wanted(kind.like)))
        text += (text.empty() ? ":" : "|") + quoted(kind.label);
    }
    return text;
  }

  std::string side_labels(const QuestionTerm& term) const {
    return term.given() || stood_for(term) ? "" : labels(term);
  }
  static bool stood_for(const QuestionTerm& term) { return term.open && term.represented && !term.held(); }

  void match() {
    holder(question_.subject, "a", "who");
    holder(question_.object, "b", "whom");
    const bool free = free_direction();
    line(fmt::format("MATCH (a{})-[c{}]-{}(b{})", side_labels(question_.subject), types(), free ? "" : ">",
                     side_labels(question_.object)));
    given(question_.subject, "a", "who");
    given(question_.object, "b", "whom");
    named_so(question_.subject, "a", "who");
    named_so(question_.object, "b", "whom");
    if (free && !question_.either && any_directed_) directed();
    if (!question_.offices.empty()) {
      parameter("offices", question_.offices);
      where("c.office IN $offices");
    }
    if (!question_.place.empty()) {
      parameter("place", question_.place);
      parameter("place_words", question_.place_words);
      where(
          "(c.place IN $place OR c.place IS NULL AND any(e IN c.evidence WHERE any(word IN $place_words "
          "WHERE e.text CONTAINS word)))");
    }
    if (question_.asked != Asked::kWhether) where("c.factuality = 'asserted' AND c.claimed_by IS NULL");
    time();
    write_conditions();
    for (const auto& [term, variable] : {std::pair(&question_.subject, 'a'), {&question_.object, 'b'}}) {
      if (!stood_for(*term)) continue;
      line(fmt::format("OPTIONAL MATCH ({0})-[:{1}]->({0}_home{2})", variable,
                       quoted(question_.office_relation), labels(*term)));
      line(fmt::format("WITH a, b, c, CASE WHEN {0}{1} THEN {0} ELSE {0}_home END AS {0}_body", variable,
                       labels(*term)));
      line(fmt::format("WHERE {}_body IS NOT NULL", variable));
      break;
    }
  }

  // Whoever holds an office; then the side is known to the pattern that follows.
  void holder(const QuestionTerm& term, const std::string& variable, const std::string& name) {
    if (!term.held()) return;
    line(fmt::format("MATCH ({0})-[{0}_office:{1}]->({0}_body{2})", variable,
                     quoted(question_.office_relation), term.asks_body() ? labels(term) : ""));
    std::string condition;
    if (!term.offices.empty()) {
      parameter(name + "_office", term.offices);
      condition = fmt::format("{}_office.office IN ${}_office", variable, name);
    }
    if (!term.bodies.empty()) {
      parameter(name + "_body", term.bodies);
      condition +=
          fmt::format("{}{}_body.name IN ${}_body", condition.empty() ? "" : " AND ", variable, name);
    }
    if (!condition.empty()) line("WHERE " + condition);
    bound_ += (bound_.empty() ? "" : ", ") + variable + (term.asks_body() ? ", " + variable + "_body" : "");
    line("WITH DISTINCT " + bound_);
  }

  void given(const QuestionTerm& term, const std::string& variable, const std::string& name) {
    if (term.names.empty()) return;
    parameter(name, term.names);
    where(fmt::format("{}.name IN ${}", variable, name));
  }

  // A kind told by a part of the name (which hospitals), and the names that the answer is one of.
  void named_so(const QuestionTerm& term, const std::string& variable, const std::string& name) {
    const std::string asked = variable + (term.asks_body() ? "_body" : "");
    if (!term.among.empty()) {
      parameter(name + "_among", term.among);
      where(fmt::format("{}.name IN ${}_among", asked, name));
    }
    const auto parts = [&](const char* which, const char* suffix, const std::vector<std::string>& wanted) {
      if (wanted.empty()) return;
      parameter(name + suffix, wanted);
      where(fmt::format("{}(part IN ${}{} WHERE {}.name CONTAINS part)", which, name, suffix, asked));
    };
    parts("any", "_named", term.named);
    parts("all", "_told", term.told);
  }

  void directed() {
    if (relations_.empty()) {
      std::vector<std::string> free;
      for (const RelationDeclaration& relation : ontology_.relations())
        if (!relation.directed) free.push_back(relation.name);
      parameter("undirected", free);
      where("(type(c) IN $undirected OR startNode(c) = a)");
      return;
    }
    parameter("directed", directed_);
    where("(NOT type(c) IN $directed OR startNode(c) = a)");
  }

  // What is told as a day, month or year must lie within the time that is asked for; an interval, whose
  // beginning must be known, must touch it.
  void time() {
    if (!question_.time) return;
    const DayRange days = *question_.time;
    std::string inside, touches;
    const auto add = [](std::string& text, const std::string& more) {
      text += (text.empty() ? "" : " AND ") + more;
    };
    if (days.first != kNoFirstDay) {
      query_.parameters["since"] = Value(cypher::Date{days.first});
      add(inside, "c.start >= $since");
      add(touches, "c.start IS NOT NULL AND coalesce(c.end >= $since, true)");
    }
    if (days.last != kNoLastDay) {
      query_.parameters["until"] = Value(cypher::Date{days.last});
      add(inside, "c.end <= $until");
      add(touches, "c.start <= $until");
    }
    if (inside.empty()) return;
    const std::string unknown = question_.lasting ? "c.time IS NULL OR " : "";
    where(fmt::format("({}{} OR c.time CONTAINS '/' AND {})", unknown, inside, touches));
  }

  void where(std::string condition) { conditions_.push_back(std::move(condition)); }
  void write_conditions() {
    for (std::size_t i = 0; i < conditions_.size(); ++i)
      line((i == 0 ? "WHERE " : "  AND ") + conditions_[i]);
    conditions_.clear();
  }

  // ---- what is returned

  // The open term, or the side that is not given.
  std::string asked_variable() const {
    return std::string(asked_subject() ? "a" : "b") + (body_asked() ? "_body" : "");
  }
  bool asked_subject() const {
    return question_.subject.open != question_.object.open ? question_.subject.open
                                                           : !question_.subject.given();
  }
  bool body_asked() const {
    const QuestionTerm& term = asked_subject() ? question_.subject : question_.object;
    return term.asks_body() || stood_for(term);
  }

  void answer() {
    switch (question_.asked) {
      case Asked::kTimes:
        return times();
      case Asked::kHowMany:
        return how_many();
      case Asked::kWhen:
        return statements("c.time");
      case Asked::kOffice:
        return statements("c.office");
      case Asked::kWhether:
        return whether();
      case Asked::kInitiator:
        return statements(
            "CASE c.initiator WHEN 'subject' THEN startNode(c).name WHEN 'object' THEN endNode(c).name END");
      case Asked::kStatements:
        return statements("");
      case Asked::kNames:
      case Asked::kConnection:
        break;
    }
    if (question_.pick == Pick::kMost) return most();
    const bool both = question_.subject.open && question_.object.open;
    statements(both ? "" : asked_variable() + ".name");
  }

  std::string statement_columns() const {
    const bool when = question_.asked == Asked::kWhen;
    std::string columns = when ? "" : "c.time AS date, ";
    columns += "startNode(c).name AS who, type(c) AS how, endNode(c).name AS whom";
    if (question_.lasting && question_.asked != Asked::kOffice) columns += ", c.office AS office";
    return columns;
  }

  std::string source_columns() const {
    return evidence_ ? "e.document AS document, e.line AS line, e.text AS quote, e.rule AS rule"
                     : "c.evidence[0].document + ':' + toString(c.evidence[0].line) AS source";
  }

  // One row a statement; where one is picked, undated ones do not count.
  void statements(const std::string& answer) {
    const bool one = question_.pick == Pick::kFirst || question_.pick == Pick::kLast;
    const std::string asked = answer.empty() ? "" : answer + " AS answer";
    if (one) {
      line(fmt::format("WITH {} WHERE c.start IS NOT NULL", variables()));
      line(fmt::format("WITH {}(c.start) AS edge, collect([{}]) AS found UNWIND found AS one",
                       question_.pick == Pick::kFirst ? "min" : "max", variables()));
      line(fmt::format("WITH {}, edge WHERE c.start = edge", unpacked()));
    }
    const std::string order =
        fmt::format("coalesce(c.start, c.end), c.time{}, c.id", asked.empty() ? "" : ", answer");
    line(fmt::format("WITH DISTINCT c{}", asked.empty() ? "" : ", " + asked));
    line("ORDER BY " + order);
    if (evidence_) line("UNWIND c.evidence AS e");
    line(fmt::format("RETURN {}{}, {}", asked.empty() ? "" : "answer, ", statement_columns(),
                     source_columns()));
  }

  std::string variables() const { return "a, b, c" + (body_asked() ? ", " + asked_variable() : ""); }
  std::string unpacked() const {
    return "one[0] AS a, one[1] AS b, one[2] AS c" + (body_asked() ? ", one[3] AS " + asked_variable() : "");
  }

  // A contact told without a date counts only where none is told with one: it is most likely one of those.
  void times() {
    line("WITH DISTINCT c, [type(c), startNode(c).name, endNode(c).name, c.time] AS occurrence");
    line(
        "WITH c.time IS NOT NULL AS dated, count(DISTINCT occurrence) AS times, min(c.start) AS first, "
        "max(c.end) AS last,");
    line("     collect(c.evidence[0].document + ':' + toString(c.evidence[0].line)) AS sources");
    line("ORDER BY dated DESC LIMIT 1");
    line("RETURN times AS answer, first, last, sources");
  }

  void how_many() {
    line(fmt::format("WITH DISTINCT {}.name AS name ORDER BY name", asked_variable()));
    line("WITH count(name) AS answer, collect(name) AS names WHERE answer > 0");
    line("RETURN answer, names");
  }

  void most() {
    line(fmt::format("WITH DISTINCT {}.name AS answer, c", asked_variable()));
    line(
        "RETURN answer, count(DISTINCT [type(c), c.time]) AS times, min(c.start) AS first, max(c.end) AS "
        "last,");
    line("       head(collect(c.evidence[0].document + ':' + toString(c.evidence[0].line))) AS source");
    line("ORDER BY times DESC, answer LIMIT 10");
  }

  // What is stated speaks for itself: that it happened, that it did not, that it was to happen, or that
  // somebody claims it.
  void whether() {
    line("WITH DISTINCT c");
    line("WITH c, CASE WHEN c.claimed_by IS NOT NULL THEN 'claimed by ' + c.claimed_by");
    line("          WHEN c.factuality = 'asserted' THEN 'yes' WHEN c.factuality = 'negated' THEN 'no'");
    line("          ELSE c.factuality END AS answer");
    line("ORDER BY answer <> 'yes', coalesce(c.start, c.end), c.time, c.id");
    if (evidence_) line("UNWIND c.evidence AS e");
    line(fmt::format("RETURN answer, {}, {}", statement_columns(), source_columns()));
  }

  void connection() {
    holder(question_.subject, "a", "who");
    holder(question_.object, "b", "whom");
    line(fmt::format("MATCH p = allShortestPaths((a)-[*..{} {{factuality: 'asserted'}}]-(b))",
                     kLongestConnection));
    given(question_.subject, "a", "who");
    given(question_.object, "b", "whom");
    write_conditions();
    line("UNWIND range(1, length(p)) AS step");
    line("WITH DISTINCT step, relationships(p)[step - 1] AS c");
    time();
    write_conditions();
    line("ORDER BY step, coalesce(c.start, c.end), c.time, c.id");
    if (evidence_) line("UNWIND c.evidence AS e");
    line("RETURN step, c.time AS date, startNode(c).name AS who, type(c) AS how, endNode(c).name AS whom, " +
         source_columns());
  }

  const Question& question_;
  const Ontology& ontology_;
  bool evidence_;
  AskQuery query_;
  std::vector<std::string> relations_, directed_;
  bool any_directed_ = false, any_undirected_ = false;
  std::vector<std::string> conditions_;
  std::string bound_;  // what MATCH clauses before have found
};

}  // namespace

AskQuery write_holder_query(const Question& question, const QuestionTerm& term, const Ontology& ontology) {
  return QueryWriter(question, ontology, false).holders(term);
}

AskQuery write_ask_query(const Question& question, const Ontology& ontology, bool evidence) {
  return QueryWriter(question, ontology, evidence).run();
}

}  // namespace guanxi
