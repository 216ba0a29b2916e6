// What is booked: runs, voyages and their loads, and where the pieces of a movement go.
#pragma once
#include <map>

#include "paths.hpp"

namespace core {

// A path with (arrive, depart) at each of its stops; without a path it is no run.
struct Run {
  int path = -1, stops = 0;
  Span at[STOPS_MAX];
  bool is() const { return path >= 0; }
  Minute begin() const { return at[0].opens; }
  Minute end() const { return at[stops - 1].closes; }
};

struct Moved {  // one leg
  Minute depart, arrive, minutes;
};

// Pieces of a line aboard; `from` is the voyage that brought them to its first stop, -1 where they began.
struct Load {
  int line, from;
  std::int64_t pieces;
};

// A loaded trip with the empty run that brings its carrier there. Frozen: nothing may join, leave or move it.
struct Voyage {
  int carrier = -1, fleet = -1;
  Run run, approach;
  Freight freight;
  std::vector<Load> loads;
  bool live = false, frozen = false;
  bool listed[2] = {false, false};  // among those with room for cargo, with seats left
};

struct Entry {  // of a timeline
  Minute begin, end;
  int from, to, voyage;
};

// Pieces of a line over one leg of their way; without a voyage they stand at its beginning for good.
struct Carriage {
  int voyage, line, from;
  std::int64_t pieces;
  int leg;
  bool final;
  Span stored;  // how long storage is counted for it at the first stop; empty when it is not
  std::vector<std::pair<int, std::int64_t>> charged;  // by limited permission
};

using Placement = std::vector<Carriage>;  // of a movement

// Pieces of a line that a voyage set down and nobody took on, by voyage.
inline std::map<int, std::int64_t> left_standing(const Placement& placed, int line) {
  std::map<int, std::int64_t> left;
  for (const Carriage& c : placed)
    if (c.line == line && c.voyage >= 0) left[c.voyage] += c.pieces;
  for (const Carriage& c : placed)
    if (c.line == line && c.voyage >= 0 && c.from >= 0) left[c.from] -= c.pieces;
  return left;
}

}  // namespace core
