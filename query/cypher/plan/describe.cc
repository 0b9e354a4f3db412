// EXPLAIN.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "query/cypher/plan/plan.h"

namespace guanxi::cypher::plan {
namespace {

std::string named(const std::string& name) {
  return name.empty() ? "_" : name;
}

std::string labels_text(const bound::LabelExpression& labels) {
  using Kind = bound::LabelExpression::Kind;
  switch (labels.kind) {
    case Kind::kNone:
      return "";
    case Kind::kName:
      return labels.name;
    case Kind::kAny:
      return "%";
    case Kind::kNot:
      return fmt::format("!{}", labels_text(labels.operands[0]));
    case Kind::kAnd:
      return fmt::format("{}&{}", labels_text(labels.operands[0]), labels_text(labels.operands[1]));
    case Kind::kOr:
      return fmt::format("{}|{}", labels_text(labels.operands[0]), labels_text(labels.operands[1]));
  }
  return "";
}

std::string relationship_text(const bound::Relationship& r) {
  std::string text = named(r.name);
  if (!r.types.empty()) text += fmt::format(":{}", labels_text(r.types));
  if (!r.variable_length) return text;
  return text + fmt::format("*{}..{}", r.least, r.most < 0 ? "" : std::to_string(r.most));
}

std::string_view arrow(Sides sides) {
  switch (sides) {
    case Sides::kOutgoing:
      return "->";
    case Sides::kIncoming:
      return "<-";
    case Sides::kBoth:
      break;
  }
  return "--";
}

class Describer {
 public:
  explicit Describer(const Plan& plan) : plan_(plan) {}

  std::vector<std::string> run() {
    query(plan_.query, 0);
    return std::move(lines_);
  }

 private:
  void line(int depth, std::string text) {
    lines_.push_back(std::string(static_cast<std::size_t>(depth) * 2, ' ') + text);
  }

  void query(const Query& query, int depth) {
    for (std::size_t i = 0; i < query.parts.size(); ++i) {
      if (i > 0) line(depth, query.union_all ? "Union all with" : "Union with");
      for (const Step& step : query.parts[i].steps) {
        std::visit([&](const auto& s) { describe_step(s, depth); }, static_cast<const Step::variant&>(step));
      }
    }
  }

  // The queries inside an expression, below the step that evaluates it.
  void inside(const bound::Expression* e, int depth) {
    if (e == nullptr) return;
    if (e->subquery) {
      line(depth + 1, fmt::format("Subquery at line {}, column {}", e->at.line, e->at.column));
      query(plan_.subplans[static_cast<std::size_t>(e->subquery->id)], depth + 2);
    }
    for (const bound::ExpressionPtr& arg : e->args) inside(arg.get(), depth);
  }

  void describe_step(const ScanNodes& s, int depth) {
    line(depth, s.label ? fmt::format("Scan nodes {}:{} (about {})", named(s.name), *s.label, s.estimate)
                        : fmt::format("Scan all nodes {} (about {})", named(s.name), s.estimate));
  }
  void describe_step(const FindNodes& s, int depth) {
    line(depth, fmt::format("Find nodes {} by the index on '{}'", named(s.name), s.property));
    inside(s.value, depth);
  }
  void describe_step(const CheckNode& s, int depth) {
    line(depth, fmt::format("Check node {}{}{}", named(s.name), s.labels->empty() ? "" : ":",
                            labels_text(*s.labels)));
  }
  void describe_step(const RelationshipEnds& s, int depth) {
    line(depth, fmt::format("Ends of relationship {}", relationship_text(*s.relationship)));
  }
  void describe_step(const Expand& s, int depth) {
    line(depth,
         fmt::format("{} ({}){}({}{}{}) along [{}]", s.to_bound ? "Expand into" : "Expand",
                     named(s.from->name), arrow(s.sides), named(s.to->name), s.to->labels.empty() ? "" : ":",
                     labels_text(s.to->labels), relationship_text(*s.relationship)));
  }
  void describe_step(const ShortestPath& s, int depth) {
    line(depth,
         fmt::format("Shortest path{} ({}){}({}) along [{}], from both ends",
                     s.relationship->shortest == syntax::Shortest::kAll ? "s" : "", named(s.from->name),
                     arrow(s.sides), named(s.to->name), relationship_text(*s.relationship)));
  }
  void describe_step(const BuildPath&, int depth) { line(depth, "Build path"); }
  void describe_step(const Filter& s, int depth) {
    std::vector<std::string> places;
    for (const bound::Expression* predicate : s.predicates) {
      places.push_back(fmt::format("{}:{}", predicate->at.line, predicate->at.column));
    }
    line(depth, fmt::format("Filter by the condition{} at {}", places.size() > 1 ? "s" : "",
                            fmt::join(places, ", ")));
    for (const bound::Expression* predicate : s.predicates) inside(predicate, depth);
  }
  void describe_step(const Optional& s, int depth) {
    line(depth, "Optional");
    for (const Step& step : *s.inner) {
      std::visit([&](const auto& inner) { describe_step(inner, depth + 1); },
                 static_cast<const Step::variant&>(step));
    }
  }
  void describe_step(const Unwind& s, int depth) {
    line(depth, "Unwind");
    inside(s.clause->list.get(), depth);
  }
  void describe_step(const Project& s, int depth) {
    std::vector<std::string> names;
    for (const bound::Item* item : s.items) names.push_back(item->name);
    line(depth, fmt::format("Project {}", fmt::join(names, ", ")));
    for (const bound::Item* item : s.items) inside(item->expression.get(), depth);
  }
  void describe_step(const Aggregate& s, int depth) {
    std::vector<std::string> names;
    for (const bound::Item& group : s.projection->groups) names.push_back(group.name);
    line(depth, names.empty() ? "Aggregate all" : fmt::format("Aggregate by {}", fmt::join(names, ", ")));
    for (const bound::Item& group : s.projection->groups) inside(group.expression.get(), depth);
  }
  void describe_step(const Distinct&, int depth) { line(depth, "Distinct"); }
  void describe_step(const Sort& s, int depth) {
    line(depth, fmt::format("Sort by {} key{}", s.projection->order.size(),
                            s.projection->order.size() == 1 ? "" : "s"));
  }
  void describe_step(const Slice& s, int depth) {
    line(depth, s.skip != nullptr && s.limit != nullptr ? "Skip and limit"
                : s.skip != nullptr                     ? "Skip"
                                                        : "Limit");
  }
  void describe_step(const Create&, int depth) { line(depth, "Create"); }
  void describe_step(const Delete&, int depth) { line(depth, "Delete"); }
  void describe_step(const Call& s, int depth) { line(depth, fmt::format("Call {}", s.clause->procedure)); }

  const Plan& plan_;
  std::vector<std::string> lines_;
};

}  // namespace

std::vector<std::string> describe(const Plan& plan) {
  return Describer(plan).run();
}

}  // namespace guanxi::cypher::plan
