// What a book says, in whole numbers: places, fleets, cargo, movements, requirements. Nothing here changes.
//
// Tables come row by row from `coalition.planning.core.ground`, which states what every column is; -1 is "none".
#pragma once
#include <cstdint>
#include <numeric>
#include <vector>

#include "time.hpp"

namespace core {

enum Mode { AIR, SEA, RAIL, ROAD, MODES };
using Mask = std::uint32_t;

struct Place {
  int nation, law;  // `law` tells places apart that some provision names; 0 is any other
  int slots[MODES];  // -1: nothing limits
  Minute opens, closes;
  std::int64_t kg_per_hour, pax_per_hour, storage_kg, storage_pax;
  Spans open;  // minutes at which it is not closed
  bool stores() const { return storage_kg >= 0 || storage_pax >= 0; }
};

struct Fleet {
  int mode, nation, home, count, first;  // `first`: number of its first carrier
  std::int64_t speed, seats, kg, dm2;    // dm2 -1: deck does not limit
  Minute duty, load, unload;
  std::int64_t cost;
  Minute opens, closes;
  int slots, kind, path, law;  // kind: takes alike; path: travels alike; law: alike in law
};

struct Freight {
  std::int64_t pax = 0, kg = 0, dm2 = 0;
  Freight plus(const Freight& o) const { return {pax + o.pax, kg + o.kg, dm2 + o.dm2}; }
  Freight minus(const Freight& o) const { return {pax - o.pax, kg - o.kg, dm2 - o.dm2}; }
};

struct Line {
  int movement;
  std::int64_t pieces, kg, dm2;
  bool pax;
  int shape, height, mlc;
  Mask natures;
  std::int64_t equivalent;  // kg-equivalents of a piece
  Freight freight(std::int64_t n) const { return pax ? Freight{n, 0, 0} : Freight{0, n * kg, n * dm2}; }
};

// A movement as law sees it, whatever of it is aboard.
struct Owner {
  int nation, host, task;
  bool borrows;  // its stock belongs to another nation than the one that asks for it
};

struct Movement {
  int requirement, owner, origin, destination, source;
  Minute ready, open, close;
  std::int64_t covers, takes;  // capability covered; pieces of the source used (1 of a unit)
  std::vector<int> lines;
  std::int64_t whole;  // kg-equivalents
  bool stays() const { return origin == destination; }
};

struct Requirement {
  bool capability, together;
  int destination, poe, pod;
  Minute rdd, ald, ead;
  std::int64_t weight, amount;
  std::vector<int> after, before, movements;
  std::vector<int> waypoints_of(int origin) const {
    std::vector<int> points{origin};
    for (int point : {poe, pod, destination})
      if (point >= 0 && point != points.back()) points.push_back(point);
    return points;
  }
  // Whether origin and ports can be passed in order at all.
  bool in_order(int origin) const { return poe != destination && pod != origin && (poe < 0 || poe != pod); }
};

struct Ground {
  Minute start, end;  // activation and horizon's end
  std::vector<Place> places;
  std::vector<Fleet> fleets;
  std::vector<Line> lines;
  std::vector<Owner> owners;
  std::vector<Movement> movements;
  std::vector<Requirement> requirements;
  std::vector<std::int64_t> sources;             // pieces there are to give
  std::vector<std::vector<char>> takes;          // [shape][fleet]
  std::vector<std::vector<char>> stops;          // [fleet][place]
  std::vector<std::vector<std::int64_t>> metres;  // great circles, [place][place]
  int carriers = 0;
  std::vector<int> fleet_of;  // by carrier

  Minute moving(const Fleet& fleet, std::int64_t metres_long) const {
    return static_cast<Minute>((metres_long * 60 + fleet.speed - 1) / fleet.speed);
  }
};

inline Minute at_rate(std::int64_t amount, std::int64_t per_hour) {
  return amount > 0 && per_hour > 0 ? static_cast<Minute>((amount * 60 + per_hour - 1) / per_hour) : 0;
}

// Least minutes of a stop that moves the freight one way.
inline Minute work_minutes(const Place& place, Minute least, const Freight& freight) {
  return std::max({least, at_rate(freight.kg, place.kg_per_hour), at_rate(freight.pax, place.pax_per_hour)});
}

}  // namespace core
