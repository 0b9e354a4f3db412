#include "query/analysis/rank.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/graph/betweenness_centrality.hpp>
#include <boost/graph/page_rank.hpp>
#include <boost/property_map/property_map.hpp>
#include <cmath>
#include <tuple>

#include "extract/statement/error.h"

namespace guanxi {
namespace {

constexpr double kDamping = 0.85;
constexpr double kSettled = 1e-9;
constexpr int kMostRounds = 200;

auto map_of(std::vector<double>& scores) {
  return boost::make_iterator_property_map(scores.begin(),
                                           boost::typed_identity_property_map<std::uint32_t>());
}

// Ends PageRank's rounds when the sum of changes, as a share of the whole, is small.
class Settled {
 public:
  template <typename Ranks, typename Graph>
  bool operator()(const Ranks& ranks, const Graph& graph) {
    const bool first = before_.empty();
    before_.resize(num_vertices(graph));
    double moved = 0;
    for (std::uint32_t vertex = 0; vertex < before_.size(); ++vertex) {
      const double score = get(ranks, vertex);
      moved += std::abs(score - before_[vertex]);
      before_[vertex] = score;
    }
    return !first && (moved < kSettled * static_cast<double>(before_.size()) || ++rounds_ >= kMostRounds);
  }

 private:
  int rounds_ = 0;
  std::vector<double> before_;
};

// Shares that sum to one. Nobody in a PairGraph is without a tie, so no rank gets lost.
std::vector<double> pagerank(const PairGraph& graph) {
  std::vector<double> scores(graph.entities());
  boost::graph::page_rank(graph.csr(), map_of(scores), Settled(), kDamping);
  for (double& score : scores) score /= static_cast<double>(scores.size());
  return scores;
}

std::vector<double> betweenness(const PairGraph& graph, double most_steps) {
  const double steps = static_cast<double>(graph.entities()) * static_cast<double>(graph.pairs());
  if (steps > most_steps) {
    throw Error(
        ErrorKind::kUsage,
        fmt::format("betweenness of {} entities and {} pairs would take hours; narrow it with --relation, "
                    "--kinds, --since or --until, or rank by pagerank",
                    graph.entities(), graph.pairs()));
  }
  std::vector<double> scores(graph.entities());
  boost::brandes_betweenness_centrality(graph.csr(), map_of(scores));
  const double n = static_cast<double>(graph.entities());
  const double pairs = (n - 1) * (n - 2);  // ordered ones: the graph holds both directions
  for (double& score : scores) score = pairs > 0 ? score / pairs : 0;
  return scores;
}

}  // namespace

std::vector<Ranked> rank(const PairGraph& graph, RankBy by, double most_steps) {
  std::vector<double> scores;
  if (by == RankBy::kPagerank) scores = pagerank(graph);
  if (by == RankBy::kBetweenness) scores = betweenness(graph, most_steps);
  std::vector<Ranked> ranked;
  const auto& csr = graph.csr();
  for (std::uint32_t vertex = 0; vertex < graph.entities(); ++vertex) {
    Ranked entry;
    entry.entity = graph.id(vertex);
    entry.degree = out_degree(vertex, csr);
    for (auto [at, end] = out_edges(vertex, csr); at != end; ++at) entry.contacts += csr[*at].weight;
    if (by == RankBy::kDegree) entry.score = static_cast<double>(entry.degree);
    if (by == RankBy::kContacts) entry.score = static_cast<double>(entry.contacts);
    if (!scores.empty()) entry.score = scores[vertex];
    ranked.push_back(entry);
  }
  std::sort(ranked.begin(), ranked.end(), [](const Ranked& a, const Ranked& b) {
    return std::tie(b.score, a.entity) < std::tie(a.score, b.entity);
  });
  return ranked;
}

}  // namespace guanxi
