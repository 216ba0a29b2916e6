// Where in the timelines a trip could go: the earliest lawful times along a path, the gap of a carrier that ends it
// earliest, and the empty runs before and after it.
#pragma once
#include "schedule.hpp"

namespace core {

// What a run must keep: work at its ends, and minutes before which nothing may happen.
struct Errand {
  Minute load, unload;      // work minutes
  Minute stand_from;        // earliest arrival at the first stop
  Minute leave_from;        // earliest departure from it
  Minute set_down_from;     // earliest arrival at the last stop
  Minute end_by;            // latest end of the last stop
};

// Room in a timeline: the carrier stands at `place` from `begin` on, until `end`, before its `index`-th voyage.
struct Gap {
  Minute bound;  // no trip in it ends earlier, as far as distances tell
  int carrier, index, place;
  Minute begin, end, reach;
  bool operator<(const Gap& o) const {
    return std::tie(bound, reach, carrier, begin) < std::tie(o.bound, o.reach, o.carrier, o.begin);
  }
};

// A place found for a trip.
struct Slot {
  int fleet = -1, carrier = -1, index = 0;
  Run approach, run, onward;
  Minute empty = 0;  // minutes moved empty to make it possible
  bool is() const { return run.is(); }
  Minute end() const { return run.end(); }
};

class Trips {
 public:
  explicit Trips(Schedule& schedule) : s_(schedule), g_(schedule.ground) {}

  std::int64_t looks = 0;  // rides tried: the measure of work, the same on every machine

  // Gaps for a trip of the fleet along the path, the one that promises most first; at most so many.
  void gaps(int fleet_number, const Path& path, const Errand& errand, std::size_t most, std::vector<Gap>* found) const {
    found->clear();
    const Fleet& fleet = g_.fleets[fleet_number];
    const Minute tail = with_rest(path.minutes, fleet.duty) + errand.unload;
    const Minute ready = std::max(errand.stand_from + errand.load, errand.leave_from);
    const Minute start = std::max(g_.start, fleet.opens);
    const Minute last = std::min(errand.end_by, fleet.closes);
    const Minute best = std::max(ready + tail, errand.set_down_from + errand.unload);  // no gap promises more
    int enough = 0;
    bool idle_seen = false;
    auto consider = [&](const Free& free) {  // whether to go on
      const bool ends = free.next < 0;
      if (ends && free.begin == start) {  // of those never used one is as good as another
        if (idle_seen) return true;
        idle_seen = true;
      }
      const Minute from = std::max(free.begin + errand.load, ready);
      if (free.begin + errand.load > last || (!ends && from + tail > free.end)) return true;
      Gap gap{0, free.carrier, -1, free.place, free.begin, free.end, s_.paths.reach(fleet, free.place, path.origin)};
      if (!ends && free.begin == start && s_.is_coming(s_.voyages[s_.timelines[free.carrier][index_of(gap)].voyage]))
        return true;
      gap.bound = std::max({free.begin + gap.reach + errand.load + tail, best});
      Minute limit = last;
      if (!ends) limit = std::min(limit, gap.end - s_.paths.least_reach(fleet, path.destination, free.next));
      if (gap.bound > limit || (found->size() >= most && !(gap < found->front()))) return true;
      found->push_back(gap);
      std::push_heap(found->begin(), found->end());
      if (found->size() > most) std::pop_heap(found->begin(), found->end()), found->pop_back();
      enough += gap.bound <= best;
      return enough < GAPS_ENOUGH;
    };
    const FreeTimes& free = s_.timelines.free(fleet_number);
    if (free.around(ready - errand.load, ready + tail, consider))
      free.later(ready - errand.load, [&](const Free& next) {
        const bool full = found->size() >= most && next.begin + errand.load + tail > found->front().bound;
        return !full && next.begin + errand.load + tail <= last && consider(next);
      });
    std::sort(found->begin(), found->end());
  }

  // The errand along the path, no sooner than law, closures and the day's departures let its first leg leave and its
  // last arrive: no carrier could, so none need be asked.
  Errand lawful(const Fleet& fleet, const Path& path, Errand errand) const {
    if (path.hops.empty()) return errand;
    const Hop& hop = path.hops.front();
    const Way& way = s_.paths.ways[hop.way];
    const Minute ready = std::max(errand.stand_from + errand.load, errand.leave_from);
    const Minute leave = departure(hop, way, *path.gates.front(), s_.spans[way.open], ready);
    const Minute arrive = leave >= NEVER ? NEVER : leave + with_rest(path.minutes, fleet.duty);
    errand.leave_from = std::max(errand.leave_from, leave);
    errand.set_down_from = std::max(errand.set_down_from, first_in(s_.spans[path.gates.back()->arrive], arrive));
    return errand;
  }

  // About when a trip with these gaps would end, with the wait for slots at both ends; NEVER when there is none.
  Minute promise(int fleet_number, const Path& path, const Errand& errand, const std::vector<Gap>& gaps) const {
    if (gaps.empty()) return NEVER;
    const Fleet& fleet = g_.fleets[fleet_number];
    Minute tail = with_rest(path.minutes, fleet.duty) + errand.unload;
    Minute load_from = gaps.front().bound - tail - errand.load;
    Span first = s_.desk(path.origin, fleet.mode).fit(load_from, errand.load, errand.leave_from, fleet.slots);
    if (first.opens >= NEVER) return NEVER;
    Minute come = std::max(first.closes + tail - errand.unload, errand.set_down_from);
    Span stop = s_.desk(path.destination, fleet.mode).fit(come, errand.unload, ALWAYS, fleet.slots);
    return stop.closes;
  }

  // The slot in one of the gaps that ends earliest, with the least empty running among equals.
  Slot find(int fleet_number, int path_number, const Errand& errand, const std::vector<Gap>& gaps, Slot best) {
    int tried = 0;
    for (Gap gap : gaps) {
      if (best.is() && (gap.bound > best.end() || tried >= GAPS_MAX)) break;
      ++tried;
      gap.index = index_of(gap);
      Slot slot = attempt(fleet_number, path_number, errand, gap);
      if (slot.is() && (!best.is() || merit(slot) < merit(best))) best = slot;
    }
    return best;
  }

  // How a carrier reaches the voyage after the `index`-th without that one: true with an empty run or none needed.
  bool bridge(int carrier, int index, Run* onward) {
    const auto& line = s_.timelines[carrier];
    *onward = Run{};
    if (index + 1 >= static_cast<int>(line.size())) return true;
    int fleet_number = g_.fleet_of[carrier];
    const Fleet& fleet = g_.fleets[fleet_number];
    int place = index ? line[index - 1].to : fleet.home;
    Minute begin = std::max({g_.start, fleet.opens, index ? line[index - 1].end : ALWAYS});
    std::vector<Moved> legs;
    trail(fleet, carrier, index, &legs);
    if (place != line[index + 1].from) {
      *onward = position(fleet_number, place, line[index + 1].from, begin, line[index + 1].begin, legs);
      if (!onward->is()) return false;
      add_legs(*onward, &legs);
    }
    return rests(fleet, legs, carrier, index + 1);
  }

  // Whether a run may be travelled at its very times after these legs, which it is then added to; `before` is the run
  // that brings it there.
  bool may_run(int fleet_number, const Run& run, bool works, std::vector<Moved>* legs, const Run& before) {
    pending_ = {&before, &none_};
    bool may = holds(fleet_number, run, works, legs);
    pending_ = {&none_, &none_};
    return may;
  }

  // The earliest run along the path after these legs; none when there is none in time.
  Run ride(int fleet_number, int path_number, const Errand& errand, const std::vector<Moved>& before) {
    ++looks;
    const Fleet& fleet = g_.fleets[fleet_number];
    const Path& path = s_.paths[path_number];
    const Desk& desk = s_.desk(path.origin, fleet.mode);
    Minute leave_from = errand.leave_from;
    for (int i = 0; i < TRIES; ++i) {
      Run run;
      run.path = path_number, run.stops = static_cast<int>(path.hops.size()) + 1;
      run.at[0] = desk.fit(errand.stand_from, errand.load, leave_from, fleet.slots);
      if (run.at[0].opens >= NEVER || run.at[0].closes > errand.end_by) return Run{};
      Minute later = travel(fleet, path, errand, before, &run);
      if (!later) return run.end() <= errand.end_by ? run : Run{};
      if (later >= NEVER || later <= run.at[0].closes) return Run{};
      leave_from = later;
    }
    return Run{};
  }

  // The earliest empty run between two places within two minutes.
  Run position(int fleet_number, int from, int to, Minute begin, Minute end_by, const std::vector<Moved>& before) {
    const Fleet& fleet = g_.fleets[fleet_number];
    Errand errand{0, 0, begin, begin, ALWAYS, std::min(end_by, fleet.closes)};
    Run best;
    const std::vector<int>& found = s_.paths.find_empty(fleet, fleet_number, from, to);
    for (std::size_t i = 0; i < found.size(); ++i) {
      Run run = ride(fleet_number, found[i], errand, before);
      if (run.is() && (!best.is() || run.end() < best.end())) best = run;
    }
    return best;
  }

  // Legs before the voyage of that number, back to the last pause of a whole rest: what binds it (R5).
  void trail(const Fleet& fleet, int carrier, int index, std::vector<Moved>* found) const {
    std::vector<Moved>& backwards = *found;
    backwards.clear();
    if (fleet.duty >= DAY) return;
    const Minute rest = DAY - fleet.duty;
    Minute begun = NEVER;
    const auto& line = s_.timelines[carrier];
    auto whole = [&](const Run& run) {  // whether a whole rest follows the run
      return !backwards.empty() && begun - run.at[run.stops - 1].opens >= rest;
    };
    for (int i = index - 1; i >= 0; --i) {
      const Voyage& v = s_.voyages[line[i].voyage];
      for (const Run* run : {&v.run, &v.approach}) {
        if (!run->is()) continue;
        if (whole(*run)) goto out;
        add_legs(*run, &backwards, true);
        begun = run->at[0].closes;
      }
    }
  out:
    std::reverse(backwards.begin(), backwards.end());
  }

  void add_legs(const Run& run, std::vector<Moved>* legs, bool backwards = false) const {
    const Path& path = s_.paths[run.path];
    int count = static_cast<int>(path.hops.size());
    for (int n = 0; n < count; ++n) {
      int i = backwards ? count - 1 - n : n;
      legs->push_back({run.at[i].closes, run.at[i + 1].opens, path.hops[i].minutes});
    }
  }

 private:
  static constexpr int TRIES = 60, GAPS_MAX = 3, GAPS_ENOUGH = 4;

  bool holds(int fleet_number, const Run& run, bool works, std::vector<Moved>* legs) const {
    const Fleet& fleet = g_.fleets[fleet_number];
    const Path& path = s_.paths[run.path];
    for (int i = 0; i < run.stops; ++i) {
      int place = i ? s_.paths.ways[path.hops[i - 1].way].destination : path.origin;
      const Desk& desk = s_.desk(place, fleet.mode);
      if (!g_.stops[fleet_number][place]) return false;
      if (works && (i == 0 || i == run.stops - 1)) {
        if (!desk.is_free(run.at[i].opens, run.at[i].closes, fleet.slots)) return false;
      } else if (desk.first_open(run.at[i].opens) != run.at[i].opens ||
                 desk.first_open(run.at[i].closes) != run.at[i].closes) {
        return false;
      }
    }
    for (std::size_t i = 0; i < path.hops.size(); ++i) {
      const Way& way = s_.paths.ways[path.hops[i].way];
      const Gate& gate = *path.gates[i];
      Minute depart = run.at[i].closes, arrive = run.at[i + 1].opens;
      if (!covers(s_.spans[way.open], depart, arrive) || !covers(s_.spans[gate.whole], depart, arrive) ||
          first_in(s_.spans[gate.depart], depart) != depart || first_in(s_.spans[gate.arrive], arrive) != arrive ||
          is_full(way, depart))
        return false;
      Minute least = fleet.duty >= DAY ? depart + path.hops[i].minutes
                                       : rested(fleet, *legs, nullptr, 0, depart, path.hops[i].minutes);
      if (arrive < least) return false;
      legs->push_back({depart, arrive, path.hops[i].minutes});
    }
    return true;
  }

  // Before which of its carrier's voyages the gap lies.
  int index_of(const Gap& gap) const {
    const auto& line = s_.timelines[gap.carrier];
    return static_cast<int>(std::lower_bound(line.begin(), line.end(), gap.end,
                                             [](const Entry& e, Minute m) { return e.begin < m; }) -
                            line.begin());
  }

  static std::tuple<Minute, Minute, Minute> merit(const Slot& slot) {
    return {slot.end(), slot.empty, -slot.run.begin()};
  }

  Slot attempt(int fleet_number, int path_number, const Errand& errand, const Gap& gap) {
    const Fleet& fleet = g_.fleets[fleet_number];
    const Path& path = s_.paths[path_number];
    std::vector<Moved>& before = scratch_;
    trail(fleet, gap.carrier, gap.index, &before);
    Slot slot;
    slot.fleet = fleet_number, slot.carrier = gap.carrier, slot.index = gap.index;
    Minute begin = gap.begin;
    if (gap.place != path.origin) {
      slot.approach = position(fleet_number, gap.place, path.origin, gap.begin, errand.end_by, before);
      if (!slot.approach.is()) return Slot{};
      add_legs(slot.approach, &before);
      begin = slot.approach.end();
      slot.empty += s_.paths[slot.approach.path].minutes;
    }
    Errand timed = errand;
    timed.stand_from = std::max(errand.stand_from, begin);
    timed.end_by = std::min({errand.end_by, fleet.closes, gap.end});
    pending_ = {&slot.approach, &none_};
    Run run = ride(fleet_number, path_number, timed, before);
    pending_ = {&none_, &none_};
    if (!run.is()) return Slot{};
    if (gap.end < NEVER && !follows(fleet_number, gap, path, run, before, &slot)) return Slot{};
    slot.run = run;
    return slot;
  }

  // Whether the carrier still reaches the voyage after it, rested.
  bool follows(int fleet_number, const Gap& gap, const Path& path, const Run& run, std::vector<Moved> legs,
               Slot* slot) {
    const Fleet& fleet = g_.fleets[fleet_number];
    const Entry& next = s_.timelines[gap.carrier][gap.index];
    add_legs(run, &legs);
    if (path.destination != next.from) {
      pending_ = {&slot->approach, &run};
      slot->onward = position(fleet_number, path.destination, next.from, run.end(), gap.end, legs);
      pending_ = {&none_, &none_};
      if (!slot->onward.is()) return false;
      add_legs(slot->onward, &legs);
      slot->empty += s_.paths[slot->onward.path].minutes;
    }
    return rests(fleet, legs, gap.carrier, gap.index);
  }

  // Whether the voyages from `index` on still keep the duty rule after the legs (R5).
  bool rests(const Fleet& fleet, const std::vector<Moved>& before, int carrier, int index) const {
    if (fleet.duty >= DAY || before.empty() || index >= static_cast<int>(s_.timelines[carrier].size())) return true;
    const Minute rest = DAY - fleet.duty;
    std::vector<Moved> after = until_rest(carrier, index, rest);
    if (after.front().depart - before.back().arrive >= rest) return true;
    Minute behind = 0;
    for (const Moved& late : after) {
      behind += late.minutes;
      Minute ahead = 0;
      for (auto early = before.rbegin(); early != before.rend(); ++early) {
        ahead += early->minutes;
        if (late.arrive - early->depart < ahead + behind + (ahead + behind - 1) / fleet.duty * rest) return false;
      }
    }
    return true;
  }

  // Legs from the voyage of that number on, without its approach, up to the first whole rest.
  std::vector<Moved> until_rest(int carrier, int index, Minute rest) const {
    std::vector<Moved> found;
    const auto& line = s_.timelines[carrier];
    add_legs(s_.voyages[line[index].voyage].run, &found);
    for (std::size_t i = static_cast<std::size_t>(index) + 1; i < line.size(); ++i) {
      const Voyage& v = s_.voyages[line[i].voyage];
      for (const Run* run : {&v.approach, &v.run}) {
        if (!run->is()) continue;
        if (run->at[0].closes - found.back().arrive >= rest) return found;
        add_legs(*run, &found);
      }
    }
    return found;
  }

  // Fills in the times of later stops and answers 0; or a later departure to try; or NEVER.
  Minute travel(const Fleet& fleet, const Path& path, const Errand& errand, const std::vector<Moved>& before,
                Run* run) const {
    const Minute depart = run->at[0].closes;
    Moved own[STOPS_MAX];
    Minute at = depart;
    const int last = static_cast<int>(path.hops.size()) - 1;
    for (int i = 0; i <= last; ++i) {
      const Hop& hop = path.hops[i];
      const Gate& gate = *path.gates[i];
      const Way& way = s_.paths.ways[hop.way];
      const Spans& open = s_.spans[way.open];
      Minute leave = departure(hop, way, gate, open, at);
      if (leave >= NEVER) return NEVER;
      if (leave > at) return depart + leave - at;
      Minute arrive = fleet.duty >= DAY ? leave + hop.minutes : rested(fleet, before, own, i, leave, hop.minutes);
      Span stop = i == last ? last_stop(fleet, path, gate, errand, arrive) : passing_stop(fleet, way, gate, arrive);
      if (stop.opens >= NEVER) return NEVER;
      if (!covers(s_.spans[gate.whole], leave, stop.opens) || !covers(open, leave, stop.opens))
        return later(hop, gate, way, leave, stop.opens - arrive, depart - at);
      run->at[i + 1] = stop;
      own[i] = {leave, stop.opens, hop.minutes};
      at = stop.closes;
    }
    return 0;
  }

  // The first minute from `at` on at which law, closures and the day's departures let it leave.
  Minute departure(const Hop& hop, const Way& way, const Gate& gate, const Spans& open, Minute at) const {
    while (true) {
      Minute leave = first_in(s_.spans[gate.depart], at);
      if (leave >= NEVER) return NEVER;
      const Span* span = find_span(open, leave);
      if (!span) return NEVER;
      leave = std::max(leave, span->opens);
      const Span* whole = find_span(s_.spans[gate.whole], leave);
      if (!whole) return NEVER;
      leave = std::max(leave, whole->opens);
      if (leave + hop.minutes > std::min(span->closes, whole->closes)) at = std::min(span->closes, whole->closes);
      else if (is_full(way, leave)) at = (leave / DAY + 1) * DAY;
      else if (leave == at) return leave;
      else at = leave;
      if (at >= NEVER) return NEVER;
    }
  }

  // Whether no more carriers may depart on the way that day (R8), the carrier's own empty run before counted.
  bool is_full(const Way& way, Minute depart) const {
    if (way.day_way < 0) return false;
    int count = s_.departed(way, depart);
    for (const Run* run : pending_) {
      if (!run->is()) continue;
      const Path& path = s_.paths[run->path];
      for (std::size_t i = 0; i < path.hops.size(); ++i)
        count += s_.paths.ways[path.hops[i].way].day_way == way.day_way && run->at[i].closes / DAY == depart / DAY;
    }
    return count >= way.day_limit;
  }

  // The earliest arrival of a leg that leaves no run of legs with too little rest (R5).
  static Minute rested(const Fleet& fleet, const std::vector<Moved>& before, const Moved* own, int count,
                       Minute depart, Minute minutes) {
    Minute arrive = depart + with_rest(minutes, fleet.duty), moving = minutes, begun = depart;
    const Minute rest = DAY - fleet.duty;
    auto binds = [&](const Moved& leg) {
      if (begun - leg.arrive >= rest) return false;
      moving += leg.minutes;
      arrive = std::max(arrive, leg.depart + with_rest(moving, fleet.duty));
      begun = leg.depart;
      return true;
    };
    for (int i = count - 1; i >= 0; --i)
      if (!binds(own[i])) return arrive;
    for (auto leg = before.rbegin(); leg != before.rend(); ++leg)
      if (!binds(*leg)) return arrive;
    return arrive;
  }

  Span last_stop(const Fleet& fleet, const Path& path, const Gate& gate, const Errand& errand, Minute arrive) const {
    const Desk& desk = s_.desk(path.destination, fleet.mode);
    const Spans& lawful = s_.spans[gate.arrive];
    Minute at = std::max(arrive, errand.set_down_from);
    for (int i = 0; i < TRIES; ++i) {
      at = first_in(lawful, at);
      if (at >= NEVER) break;
      Span stop = desk.fit(at, errand.unload, ALWAYS, fleet.slots);
      if (stop.opens >= NEVER || first_in(lawful, stop.opens) == stop.opens) return stop;
      at = stop.opens;
    }
    return {NEVER, NEVER};
  }

  // A stop without work: it needs open hours and law, and no slot.
  Span passing_stop(const Fleet& fleet, const Way& way, const Gate& gate, Minute arrive) const {
    const Desk& desk = s_.desk(way.destination, fleet.mode);
    Minute at = arrive;
    for (int i = 0; i < TRIES; ++i) {
      at = desk.first_open(at);
      if (at >= NEVER) break;
      Minute lawful = first_in(s_.spans[gate.arrive], at);
      if (lawful >= NEVER) break;
      if (lawful == at) return {at, at};
      at = lawful;
    }
    return {NEVER, NEVER};
  }

  // A later departure from the first stop that might do when the leg cannot last so long.
  Minute later(const Hop& hop, const Gate& gate, const Way& way, Minute leave, Minute wait, Minute offset) const {
    const Spans& both = s_.spans[s_.spans.both(gate.whole, way.open)];
    const Span* span = find_span(both, leave);
    if (!span) return NEVER;
    if (leave + wait + hop.minutes <= span->closes && wait > 0) return leave + wait + offset;
    const Span* onward = span->closes >= NEVER ? nullptr : find_span(both, span->closes);
    return onward ? onward->opens + offset : NEVER;
  }

  Schedule& s_;
  const Ground& g_;
  std::vector<Moved> scratch_;
  const Run none_{};
  std::array<const Run*, 2> pending_{&none_, &none_};  // runs about to be booked, whose departures count already
};

}  // namespace core
