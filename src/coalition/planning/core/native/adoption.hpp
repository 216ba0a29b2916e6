// A plan that stands, taken over: trips begun stay, the rest stays where it still keeps the rules, and whose loads
// then cannot go on as planned is placed anew. Not here: what the news was.
#pragma once
#include "draft.hpp"

namespace core {

// A trip of the plan in force with the empty run before it, in the numbers of the book as it is now.
struct Standing {
  Voyage voyage;  // its loads not yet matched to who brought them
  bool lost = false;  // its way, carrier or place is no more
};

class Adoption {
 public:
  Adoption(Draft& draft, Minute now) : d_(draft), s_(draft.schedule), g_(draft.g), now_(now) {
    broken_.assign(g_.movements.size(), 0);
  }

  // Take over the trips, in order of time, and what serves what.
  void take(std::vector<Standing> trips, const std::vector<int>& serving) {
    for (int m : serving) d_.adopt(g_.movements[m].requirement, m);
    std::vector<int> turns(trips.size());
    std::iota(turns.begin(), turns.end(), 0);
    std::stable_sort(turns.begin(), turns.end(), [&](int a, int b) {
      return trips[static_cast<std::size_t>(a)].voyage.run.begin() <
             trips[static_cast<std::size_t>(b)].voyage.run.begin();
    });
    for (int turn : turns) take(trips[static_cast<std::size_t>(turn)]);
    d_.commit();
  }

  // Requirements of which something is to be placed anew, or never had a place, in the order given.
  std::vector<int> open(const std::vector<int>& order) {
    give_up_overdrawn(order);
    std::vector<int> found;
    for (int r : order) {
      if (is_touched(r)) touched_.push_back(r);
      else if (d_.closed_at(r) >= NEVER) unmet_.push_back(r);
      else continue;
      found.push_back(r);
    }
    return found;
  }

  // Place what is not as promised, in the order given but first what is under way, for where it stands it needs room;
  // then what had no place; which requirements were touched.
  std::vector<int> mend(const std::vector<int>& order) {
    broken_.resize(g_.movements.size(), 0);
    order_ = &order;
    std::vector<int> touched = std::move(touched_);
    for (auto it = touched.rbegin(); it != touched.rend(); ++it) take_out(*it);
    for (int r : touched)
      if (is_begun(r)) put_in(r);
    d_.begin_adding(touched.size());
    for (int r : touched)
      if (!is_begun(r)) put_in(r);
    for (std::size_t i = 0; i < evicted_.size(); ++i) put_in(evicted_[i]);
    d_.end_adding();
    touched.insert(touched.end(), evicted_.begin(), evicted_.end());
    for (int r : unmet_)
      if (complete(r)) touched.push_back(r);
    // What comes after something that closes later now waits for it too.
    std::size_t settled = evicted_.size();
    for (int pass = 0; pass < PASSES_MAX; ++pass) {
      bool moved = false;
      for (int r : order) {
        if (!is_early(r)) continue;
        take_out(r);
        put_in(r);
        touched.push_back(r);
        moved |= !is_early(r);
      }
      for (; settled < evicted_.size(); ++settled, moved = true) {
        put_in(evicted_[settled]);
        touched.push_back(evicted_[settled]);
      }
      if (!moved) break;
    }
    return touched;
  }

 private:
  // Whoever draws on a source that holds less than is drawn on it loses it, the last in order first, but for who began.
  void give_up_overdrawn(const std::vector<int>& order) {
    std::vector<std::int64_t> left = d_.left();
    for (auto it = order.rbegin(); it != order.rend(); ++it) {
      const std::vector<int>& serving = d_.serving(*it);
      const bool over = std::any_of(serving.begin(), serving.end(), [&](int m) {
        return g_.movements[m].source >= 0 && left[g_.movements[m].source] < 0;
      });
      if (!over || is_begun(*it)) continue;
      for (int m : serving) {
        broken_[m] = 1;
        if (g_.movements[m].source >= 0) left[g_.movements[m].source] += g_.movements[m].takes;
      }
    }
  }

  // Whether something of the requirement had a place that cannot be kept, or it is new.
  bool is_touched(int number) const {
    const Requirement& r = g_.requirements[number];
    const auto& serving = d_.serving(number);
    if (serving.empty() && !r.capability)
      return std::any_of(r.movements.begin(), r.movements.end(), [&](int m) { return d_.has_source(g_.movements[m]); });
    for (int m : serving)
      if (broken_[m] || passes_by(r, m) || (r.together && is_split(m) && !has_begun(m))) return true;
    return false;
  }

  // Whether not all of what is to travel together is aboard wherever any of it is (R2).
  bool is_split(int m) const {
    std::map<std::pair<int, int>, std::int64_t> aboard;
    std::set<int> voyages;
    for (const Carriage& c : s_.placed[m])
      if (c.voyage >= 0) aboard[{c.voyage, c.line}] += c.pieces, voyages.insert(c.voyage);
    for (int voyage : voyages)
      for (int line : g_.movements[m].lines)
        if (aboard[{voyage, line}] < g_.lines[line].pieces) return true;
    return false;
  }

  // Whether more of the movement comes to its destination than comes through a port that it must pass (R9).
  bool passes_by(const Requirement& r, int m) const {
    const Movement& movement = g_.movements[m];
    for (int port : {r.poe, r.pod}) {
      if (port < 0 || port == movement.origin || port == r.destination) continue;
      std::map<int, std::int64_t> missing;
      for (const Carriage& c : s_.placed[m]) {
        if (c.voyage < 0) continue;
        if (c.final) missing[c.line] += c.pieces;
        if (s_.paths[s_.voyages[c.voyage].run.path].destination == port) missing[c.line] -= c.pieces;
      }
      for (auto [line, pieces] : missing)
        if (pieces > 0) return true;
    }
    return false;
  }

  // Whether something that may still move is set down before all it comes after has closed (R9).
  bool is_early(int number) const {
    const Requirement& r = g_.requirements[number];
    if (r.after.empty()) return false;
    const Minute gate = gate_of(r);
    for (int m : d_.serving(number))
      for (const Carriage& c : s_.placed[m]) {
        if (!c.final || s_.voyages[c.voyage].frozen) continue;
        const Run& run = s_.voyages[c.voyage].run;
        if (run.at[run.stops - 1].opens < gate) return true;
      }
    return false;
  }

  // Take the requirement's future out; what is under way stays.
  void take_out(int number) {
    std::vector<int> serving = d_.serving(number);
    if (!is_begun(number)) {
      d_.remove(number);
      return;
    }
    for (int m : serving) {
      std::vector<int> emptied;
      s_.remove(m, &emptied, [&](const Carriage& c) { return c.voyage >= 0 && s_.voyages[c.voyage].frozen; });
      d_.drop(emptied);
    }
  }

  bool has_begun(int m) const {
    for (const Carriage& c : s_.placed[m])
      if (c.voyage >= 0 && s_.voyages[c.voyage].frozen) return true;
    return false;
  }

  bool is_begun(int number) const {
    const auto& serving = d_.serving(number);
    return std::any_of(serving.begin(), serving.end(), [&](int m) { return has_begun(m); });
  }

  void put_in(int number) {
    if (is_begun(number)) {
      resume(number, true);
    } else {
      d_.remove(number);
      d_.place(number);
    }
    d_.commit();
  }

  // Place what of the requirement has no place, and touch nothing that has one; whether that delivers more.
  bool complete(int number) {
    const Worth before = d_.total();
    const Draft::Mark mark = d_.mark();
    bool some = false;
    for (int m : d_.serving(number)) some |= !s_.placed[m].empty();
    if (some) {
      resume(number, false);
    } else {
      d_.remove(number);
      d_.place(number);
    }
    d_.settle();
    const bool better = d_.total() < before;
    if (!better) d_.roll_back(mark);
    d_.commit();
    return better;
  }

  // Bring on what is under way; where it may, others make room for it. What cannot go on stands where it is.
  void resume(int number, bool evicts) {
    const Minute gate = gate_of(g_.requirements[number]);
    for (int m : d_.serving(number)) {
      std::vector<int> emptied;
      s_.remove(m, &emptied, [](const Carriage& c) { return c.voyage >= 0; });  // it may go on now
      Full full;
      if (gate < NEVER) full = d_.dispatcher.resume(m, gate);
      for (int tries = 0; evicts && full.place >= 0 && tries < EVICTIONS_MAX && make_room(full.place, number); ++tries)
        full = d_.dispatcher.resume(m, gate);
      d_.dispatcher.leave(m);
      for (int place : d_.dispatcher.left_at(m))
        for (int tries = 0; evicts && s_.is_overfull(place) && tries < 5 * EVICTIONS_MAX; ++tries)
          if (!make_room(place, number)) break;
    }
  }

  // Where something under way stands and must wait, take out the last in order of what is to stand there and may still
  // be placed otherwise; whether there was any.
  bool make_room(int place, int number) {
    for (auto it = order_->rbegin(); it != order_->rend(); ++it) {
      if (*it == number || is_begun(*it) || !stands_at(*it, place)) continue;
      take_out(*it);
      evicted_.push_back(*it);
      return true;
    }
    return false;
  }

  bool stands_at(int number, int place) const {
    for (int m : d_.serving(number))
      for (const Carriage& c : s_.placed[m])
        if (c.voyage >= 0 && c.stored.opens < c.stored.closes &&
            s_.paths[s_.voyages[c.voyage].run.path].origin == place)
          return true;
    return false;
  }

  void take(Standing& trip) {
    Voyage& v = trip.voyage;
    v.frozen = v.run.begin() < now_;
    if (trip.lost || (!v.frozen && !stands(&v))) {
      for (const Load& load : v.loads) broken_[g_.lines[load.line].movement] = 1;
      if (trip.lost || !s_.is_coming(v)) return;
      v.run = v.approach, v.approach = Run{}, v.frozen = true;  // it ends where it was to begin
      v.loads.clear();
    }
    std::vector<Load> loads = std::move(v.loads);
    v.loads.clear();
    const bool frozen = v.frozen;
    const Minute begin = v.run.begin();
    int index = static_cast<int>(s_.timelines[v.carrier].size());
    int number = s_.book(std::move(v), index, nullptr);
    for (const Load& load : loads) board(number, load, begin, frozen);
    if (s_.voyages[number].loads.empty() && !loads.empty()) d_.drop({number});
    d_.stay();
  }

  // Whether the trip may still run as it is; its carrier may have to come another way.
  bool stands(Voyage* v) {
    Trips& trips = d_.dispatcher.trips();
    const Fleet& fleet = g_.fleets[v->fleet];
    const auto& line = s_.timelines[v->carrier];
    const int place = line.empty() ? fleet.home : line.back().to;
    const Minute free = std::max({g_.start, fleet.opens, line.empty() ? ALWAYS : line.back().end});
    if (v->run.begin() < free || v->run.end() > std::min(fleet.closes, g_.end)) return false;
    std::vector<Moved> legs, before;
    trips.trail(fleet, v->carrier, static_cast<int>(line.size()), &before);
    legs = before;
    const int origin = s_.paths[v->run.path].origin;
    if (s_.is_coming(*v)) {
      trips.add_legs(v->approach, &legs);
      return trips.may_run(v->fleet, v->run, true, &legs, v->approach);
    }
    bool comes = v->approach.is() && s_.paths[v->approach.path].origin == place && v->approach.begin() >= free &&
                 trips.may_run(v->fleet, v->approach, false, &legs, Run{});
    if (!comes) {
      legs = before;
      v->approach = Run{};
      if (place != origin) {
        v->approach = trips.position(v->fleet, place, origin, free, v->run.begin(), before);
        if (!v->approach.is()) return false;
        trips.add_legs(v->approach, &legs);
      }
    }
    return trips.may_run(v->fleet, v->run, true, &legs, v->approach);
  }

  // Take the load aboard if it stands there, fits, and may still go so.
  void board(int number, const Load& load, Minute begin, bool frozen) {
    const Line& line = g_.lines[load.line];
    const Movement& m = g_.movements[line.movement];
    const Voyage& v = s_.voyages[number];
    const Path& path = s_.paths[v.run.path];
    std::int64_t wanted = load.pieces;
    if (path.origin == m.origin) wanted -= take_lot(number, load.line, -1, wanted, frozen);
    if (!wanted) return;
    for (const Lot& lot : standing(load.line, path.origin, begin)) {
      if (!wanted) break;
      wanted -= take_lot(number, load.line, lot.from, std::min(wanted, lot.pieces), frozen);
    }
    if (wanted) broken_[line.movement] = 1;
  }

  // Pieces of the line that earlier voyages set down at the place by a minute and nobody took on.
  std::vector<Lot> standing(int line, int place, Minute by) const {
    std::vector<Lot> found;
    for (auto [voyage, left] : left_standing(s_.placed[g_.lines[line].movement], line)) {
      const Run& run = s_.voyages[voyage].run;
      if (left > 0 && s_.paths[run.path].destination == place && run.end() <= by)
        found.push_back({line, left, run.end(), voyage});
    }
    return found;
  }

  std::int64_t at_origin(int line) const {
    std::int64_t left = g_.lines[line].pieces;
    for (const Carriage& c : s_.placed[g_.lines[line].movement])
      if (c.line == line && c.from < 0) left -= c.pieces;
    return left;
  }

  std::int64_t take_lot(int number, int line_number, int from, std::int64_t wanted, bool frozen) {
    const Line& line = g_.lines[line_number];
    const Movement& m = g_.movements[line.movement];
    const Requirement& r = g_.requirements[m.requirement];
    const Voyage& v = s_.voyages[number];
    const Path& path = s_.paths[v.run.path];
    if (from < 0) wanted = std::min(wanted, at_origin(line_number));
    if (wanted <= 0) return 0;
    Task task{line.movement, m, r, {g_.fleets[v.fleet].mode, path.origin, path.destination}, 0, false};
    task.final = path.destination == r.destination;
    task.waypoints = r.waypoints_of(m.origin);
    Dispatcher::bound_times(&task, ALWAYS);
    std::vector<Lot> lots{{line_number, wanted, from < 0 ? ALWAYS : s_.voyages[from].run.end(), from}};
    LegWorker worker(s_, d_.dispatcher.trips(), task);
    if (!worker.adopt(number, lots, frozen)) return 0;
    return wanted;
  }

  Minute gate_of(const Requirement& r) const {
    Minute gate = ALWAYS;
    for (int first : r.after) gate = std::max(gate, d_.closed_at(first));
    return gate;
  }

  Draft& d_;
  Schedule& s_;
  const Ground& g_;
  static constexpr int EVICTIONS_MAX = 12, PASSES_MAX = 40;

  Minute now_;
  std::vector<char> broken_;
  const std::vector<int>* order_ = nullptr;
  std::vector<int> touched_, unmet_;  // of which something has no place any more, or never had
  std::vector<int> evicted_;  // taken out for what is under way, to be placed anew
};

}  // namespace core
