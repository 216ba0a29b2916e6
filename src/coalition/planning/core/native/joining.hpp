// What one leg asks of carriers, and loads that join a voyage booked already: room aboard, work at both its stops,
// law for all together. A stop may grow when the carrier and a slot are free longer and nothing planned suffers.
#pragma once
#include "routes.hpp"
#include "trips.hpp"

namespace core {

// A replayable source of choices (SplitMix64, Steele, Lea, Flood 2014).
struct Rng {
  std::uint64_t state;
  std::uint64_t next() {
    std::uint64_t z = (state += 0x9e3779b97f4a7c15ull);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
    return z ^ (z >> 31);
  }
  int below(int n) { return static_cast<int>(next() % static_cast<std::uint64_t>(n)); }
  double unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
};

// Pieces of a line that stand somewhere from a minute on; `from` is the voyage that brought them, -1 at their origin.
struct Lot {
  int line;
  std::int64_t pieces;
  Minute stands_from;
  int from;
};

// Loads would stand where there is no room; there would be from `free_at` on.
struct Full {
  int place = -1;
  Minute free_at = NEVER;
};

// One leg of a group's way. `aim` is by when it must be done for the rest of the route to be in time.
struct Task {
  int movement;
  const Movement& m;
  const Requirement& r;
  Leg leg;
  int leg_number;
  bool final;
  bool origin = false;
  Minute leave_from = ALWAYS, leave_before = NEVER, set_down_from = ALWAYS, aim = 0;
  std::vector<int> waypoints{};
};

// What one carrier takes of the lots.
struct Packed {
  std::vector<std::pair<int, std::int64_t>> taken;  // index of the lot, pieces
  Freight freight;
  Minute stands_from = ALWAYS;
  std::int64_t count = 0;
  Mask natures = 0;
  bool is() const { return count > 0; }
};

inline std::int64_t room_for(const Line& line, std::int64_t pieces, const Fleet& fleet, const Freight& aboard) {
  if (line.pax) return std::max<std::int64_t>(0, std::min(pieces, fleet.seats - aboard.pax));
  if (line.kg) pieces = std::min(pieces, (fleet.kg - aboard.kg) / line.kg);
  if (line.dm2 && fleet.dm2 >= 0) pieces = std::min(pieces, (fleet.dm2 - aboard.dm2) / line.dm2);
  return std::max<std::int64_t>(0, pieces);
}

// As many pieces as fit beside what is aboard, of lots that stand there by `by`; `whole`: all of them or nothing.
inline Packed pack(const Ground& ground, const std::vector<Lot>& lots, int fleet_number, const Freight& aboard,
                   bool whole, Minute by = NEVER) {
  const Fleet& fleet = ground.fleets[fleet_number];
  Packed packed;
  Freight freight = aboard;
  for (std::size_t i = 0; i < lots.size(); ++i) {
    const Lot& lot = lots[i];
    const Line& line = ground.lines[lot.line];
    bool here = lot.stands_from <= by && ground.takes[line.shape][fleet_number];
    std::int64_t count = here ? room_for(line, lot.pieces, fleet, freight) : 0;
    if (whole && count < lot.pieces) return {};
    if (!count) continue;
    freight = freight.plus(line.freight(count));
    packed.taken.push_back({static_cast<int>(i), count});
    packed.count += count;
    packed.natures |= line.natures;
    packed.stands_from = std::max(packed.stands_from, lot.stands_from);
  }
  packed.freight = freight.minus(aboard);
  return packed;
}

// How a voyage would look with more aboard; no run when it cannot be.
struct Joining {
  int voyage = -1;
  Run run;
  Freight freight;
  std::vector<std::pair<int, int>> consents;  // and on how many hops
  bool is() const { return run.is(); }
};

class Joiner {
 public:
  explicit Joiner(Schedule& schedule) : s_(schedule), g_(schedule.ground) {}

  Joining attempt(int number, const Packed& packed, const Task& task) {
    const Voyage& v = s_.voyages[number];
    Joining joining;
    joining.freight = v.freight.plus(packed.freight);
    Run run;
    if (!stretched(number, joining.freight, &run) || packed.stands_from > run.begin()) return {};
    if (!lawful(v, run, packed, task, &joining)) return {};
    joining.voyage = number;
    joining.run = run;
    return joining;
  }

  // By when the voyage's last stop must end for what is planned on it.
  Minute latest_end(const Voyage& v, int number) const {
    Minute limit = NEVER;
    for (const Load& load : v.loads) {
      int movement = g_.lines[load.line].movement;
      for (const Carriage& c : s_.placed[movement]) {
        if (c.from == number && c.voyage >= 0) limit = std::min(limit, s_.voyages[c.voyage].run.begin());
        if (c.voyage == number && c.final) limit = std::min(limit, awaited(movement));
      }
    }
    return limit;
  }

  // Whether law lets so much ride at these times, and on which permissions with limits that rests, on how many hops:
  // none where one without limits is open (R12).
  bool permitted(const Fleet& fleet, const Run& run, const Aboard& aboard, Manifest manifest,
                 std::vector<std::pair<int, int>>* consents) {
    const Path& path = s_.paths[run.path];
    bool may = true;
    for (std::size_t i = 0; i < path.hops.size(); ++i) {
      const Way& way = s_.paths.ways[path.hops[i].way];
      const bool last = i + 1 == path.hops.size();
      Aboard here = aboard;
      here.origin = aboard.origin && i == 0;
      if (!open(s_.law.load_gate(fleet, way, here, last, true), run, i)) {
        const Gate& gate = s_.law.load_gate(fleet, way, here, last, false);
        may &= open(gate, run, i);
        for (int consent : gate.consents) count(consents, consent);
      }
      if (!open(s_.law.carrier_gate(fleet, way, manifest, true), run, i)) {
        const Gate& gate = s_.law.carrier_gate(fleet, way, manifest, false);
        may &= open(gate, run, i);
        for (int consent : gate.consents) count(consents, consent);
      }
    }
    return may;
  }

 private:
  // The first minute at which something that comes after the movement's requirement is set down.
  Minute awaited(int movement) const {
    Minute first = NEVER;
    for (int later : g_.requirements[g_.movements[movement].requirement].before)
      for (int m : g_.requirements[later].movements)
        for (const Carriage& c : s_.placed[m])
          if (c.final) first = std::min(first, last_arrival(c.voyage));
    return first;
  }

  Minute last_arrival(int number) const {
    const Run& run = s_.voyages[number].run;
    return run.at[run.stops - 1].opens;
  }

  // The voyage's times with its stops as long as the work for so much freight takes.
  bool stretched(int number, const Freight& freight, Run* run) const {
    const Voyage& v = s_.voyages[number];
    const Fleet& fleet = g_.fleets[v.fleet];
    const Path& path = s_.paths[v.run.path];
    *run = v.run;
    Span& first = run->at[0];
    Span& last = run->at[run->stops - 1];
    first.opens = std::min(first.opens, first.closes - work_minutes(g_.places[path.origin], fleet.load, freight));
    last.closes = std::max(last.closes, last.opens + work_minutes(g_.places[path.destination], fleet.unload, freight));
    return (first.opens == v.run.begin() || may_begin(v, number, path, fleet, first.opens)) &&
           (last.closes == v.run.end() || may_finish(v, number, path, fleet, last.closes));
  }

  // Whether the carrier, its loads and a slot are there earlier.
  bool may_begin(const Voyage& v, int number, const Path& path, const Fleet& fleet, Minute begin) const {
    if (begin < g_.start || begin < fleet.opens) return false;
    for (const Load& load : v.loads)
      if (load.from >= 0 && s_.voyages[load.from].run.end() > begin) return false;
    Minute free_from = ALWAYS;
    if (v.approach.is()) free_from = v.approach.end();
    else if (int index = s_.index_of(number)) free_from = s_.timelines[v.carrier][index - 1].end;
    return begin >= free_from && s_.desk(path.origin, fleet.mode).is_free(begin, v.run.begin(), fleet.slots);
  }

  // Whether the carrier, what follows and a slot can wait.
  bool may_finish(const Voyage& v, int number, const Path& path, const Fleet& fleet, Minute finish) const {
    if (finish > std::min(g_.end, fleet.closes) || finish > latest_end(v, number)) return false;
    const auto& line = s_.timelines[v.carrier];
    std::size_t next = static_cast<std::size_t>(s_.index_of(number)) + 1;
    if (next < line.size()) {
      const Voyage& follower = s_.voyages[line[next].voyage];
      if (finish > (follower.approach.is() ? follower.approach.begin() : follower.run.begin())) return false;
    }
    return s_.desk(path.destination, fleet.mode).is_free(v.run.end(), finish, fleet.slots);
  }

  // Whether law lets the newcomer ride at these times, and the carrier with all that is then aboard.
  bool lawful(const Voyage& v, const Run& run, const Packed& packed, const Task& task, Joining* joining) {
    const Fleet& fleet = g_.fleets[v.fleet];
    Aboard newcomer{task.m.owner, packed.natures, task.origin};
    Manifest after{packed.natures, g_.owners[task.m.owner].task};
    for (const Load& load : v.loads) {
      const Line& line = g_.lines[load.line];
      int other = g_.owners[g_.movements[line.movement].owner].task;
      if (line.movement == task.movement) newcomer.natures |= line.natures;
      after.natures |= line.natures;
      if (other != after.task) after.task = 0;
    }
    return permitted(fleet, run, newcomer, after, &joining->consents);
  }

  bool open(const Gate& gate, const Run& run, std::size_t hop) const {
    Minute depart = run.at[hop].closes, arrive = run.at[hop + 1].opens;
    return covers(s_.spans[gate.whole], depart, arrive) && first_in(s_.spans[gate.depart], depart) == depart &&
           first_in(s_.spans[gate.arrive], arrive) == arrive;
  }

  static void count(std::vector<std::pair<int, int>>* consents, int consent) {
    for (auto& [known, hops] : *consents)
      if (known == consent) {
        ++hops;
        return;
      }
    consents->push_back({consent, 1});
  }

  Schedule& s_;
  const Ground& g_;
};

}  // namespace core


