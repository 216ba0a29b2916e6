// Shortest ways in a graph of whole metres, and which nodes are joined at all. It knows no place and no nation.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <vector>

#define FACE extern "C" __attribute__((visibility("default")))

namespace {

// From a node to another; a node's arcs lie one after another.
struct Arc {
  std::int32_t to, metres;
};

constexpr std::uint32_t UNREACHED = std::numeric_limits<std::uint32_t>::max();
constexpr std::int32_t NOBODY = -9999;
constexpr unsigned ROW_SHIFT = 10;  // nodes of one kilometre wait in one row

struct Label {
  std::uint32_t metres;
  std::int32_t before;
};

struct Waiting {
  std::uint32_t metres;
  std::int32_t node;
};

// Nodes to be looked at, a row a kilometre (Meyer and Sanders 2003, delta-stepping). Within a row order is free:
// what is found shorter later is looked at again, so that distances are exact. Of equal ways the one by the nearer
// node is kept, then by the lower number, whatever the order.
class Front {
 public:
  Front(std::vector<Label>& labels, std::uint32_t longest, std::uint32_t limit)
      : labels_(labels), limit_(limit) {
    std::size_t rows = 1;
    while (rows < (longest >> ROW_SHIFT) + 2) rows *= 2;
    rows_.resize(rows);
  }

  void begin(std::int32_t node) {
    labels_[node].metres = 0;
    wait(0, node);
  }

  void offer(std::int32_t from, std::int32_t to, std::uint32_t metres) {
    Label& label = labels_[to];
    if (metres < label.metres) {
      if (metres > limit_) return;
      label = {metres, from};
      wait(metres, to);
    } else if (metres == label.metres && label.before >= 0 && labels_[from].metres < metres) {
      const std::uint32_t near = labels_[from].metres, known = labels_[label.before].metres;
      if (near < known || (near == known && from < label.before)) label.before = from;
    }
  }

  template <typename Look>
  void empty(Look look) {
    for (std::size_t at = 0; waiting_; ++at) {
      auto& row = rows_[at & (rows_.size() - 1)];
      for (std::size_t n = 0; n < row.size(); ++n) {
        const Waiting next = row[n];
        if (labels_[next.node].metres == next.metres) look(next);
      }
      waiting_ -= row.size();
      row.clear();
    }
  }

 private:
  void wait(std::uint32_t metres, std::int32_t node) {
    rows_[(metres >> ROW_SHIFT) & (rows_.size() - 1)].push_back({metres, node});
    ++waiting_;
  }

  std::vector<Label>& labels_;
  std::vector<std::vector<Waiting>> rows_;
  std::size_t waiting_ = 0;
  std::uint32_t limit_;
};

std::int32_t root_of(std::vector<std::int32_t>& parent, std::int32_t node) {
  while (parent[node] != node) node = parent[node] = parent[parent[node]];
  return node;
}

}  // namespace

// Both arcs of every edge, by the node they leave: `begins` has one number more than there are nodes.
FACE void trees_join(std::int32_t nodes, std::int64_t edges, const std::int32_t* u, const std::int32_t* v,
                     const std::int32_t* metres, std::int32_t* begins, Arc* arcs) {
  std::fill(begins, begins + nodes + 1, 0);
  for (std::int64_t n = 0; n < edges; ++n) ++begins[u[n] + 1], ++begins[v[n] + 1];
  std::partial_sum(begins, begins + nodes + 1, begins);
  std::vector<std::int32_t> next(begins, begins + nodes);
  for (std::int64_t n = 0; n < edges; ++n) {
    arcs[next[u[n]]++] = {v[n], metres[n]};
    arcs[next[v[n]]++] = {u[n], metres[n]};
  }
}

// Metres from the source to every node (infinite: none within the limit) and the node before it. A source after
// the last node has arcs to the holds alone; the answers then have one row more.
FACE void trees_grow(std::int32_t nodes, const std::int32_t* begins, const Arc* arcs, std::int32_t longest,
                     std::int32_t source, std::int32_t holds, const Arc* held, double limit, double* reached,
                     std::int32_t* before) {
  const std::int32_t count = std::max(nodes, source + 1);
  std::vector<Label> labels(count, Label{UNREACHED, NOBODY});
  for (std::int32_t n = 0; n < holds; ++n) longest = std::max(longest, held[n].metres);
  Front front(labels, longest, limit < UNREACHED ? static_cast<std::uint32_t>(limit) : UNREACHED - 1);
  front.begin(source);
  front.empty([&](const Waiting& at) {
    const Arc* arc = at.node < nodes ? arcs + begins[at.node] : held;
    const Arc* end = at.node < nodes ? arcs + begins[at.node + 1] : held + holds;
    for (; arc < end; ++arc) front.offer(at.node, arc->to, at.metres + static_cast<std::uint32_t>(arc->metres));
  });
  for (std::int32_t n = 0; n < count; ++n) {
    const Label& label = labels[n];
    reached[n] = label.metres == UNREACHED ? std::numeric_limits<double>::infinity() : label.metres;
    before[n] = label.before;
  }
}

// For each node the number of the connected part it lies in: the lowest of its nodes.
FACE void trees_parts(std::int32_t nodes, const std::int32_t* begins, const Arc* arcs, std::int32_t* part) {
  std::vector<std::int32_t> parent(nodes);
  std::iota(parent.begin(), parent.end(), 0);
  for (std::int32_t n = 0; n < nodes; ++n)
    for (std::int32_t i = begins[n]; i < begins[n + 1]; ++i) {
      const std::int32_t one = root_of(parent, n), other = root_of(parent, arcs[i].to);
      parent[std::max(one, other)] = std::min(one, other);
    }
  for (std::int32_t n = 0; n < nodes; ++n) part[n] = root_of(parent, n);
}

// The runs of equal labels on the way from the root to the node, the last run first; how many there are. No more
// than `most` are written. The root has no label.
FACE std::int64_t trees_runs(const std::int32_t* before, const std::uint8_t* labels, std::int32_t root,
                             std::int32_t node, std::int32_t* runs, std::int64_t most) {
  std::int64_t count = 0;
  while (node >= 0 && node < root) {
    std::int32_t first = node;
    for (std::int32_t on = before[first]; on >= 0 && on < root && labels[on] == labels[node]; on = before[on])
      first = on;
    if (count < most) runs[2 * count] = first, runs[2 * count + 1] = node;
    ++count;
    node = before[first];
  }
  return count;
}
