// One movement after another into the schedule: the best of its routes, leg by leg, trip by trip.
//
// A leg takes, trip by trip, whatever would finish the rest earliest: room on a voyage that goes there anyway, or a
// carrier of its own. A trial that does not pay is undone through the journal.
#pragma once
#include "legs.hpp"

namespace core {

class Dispatcher {
 public:
  Dispatcher(Schedule& schedule, Routes& routes)
      : s_(schedule), g_(schedule.ground), routes_(routes), trips_(schedule) {
    groups_.resize(g_.movements.size());
    lone_kin_.assign(g_.lines.size(), -1);
  }

  Rng* chance = nullptr;  // when set, choices are now and then passed over
  int blink = 0;          // so often in 65536
  int skip = 0;           // so often in 65536 a source is passed over
  int stray = 0;          // so often in 65536 a group goes by any of its routes, not the best
  int routes_max = 5;     // routes tried for one group
  bool finely = false;    // whether trips leave any number of pieces for another, where they leave some
  bool mixes = false;     // whether passengers and cargo are placed as one, now and then
  bool part = false;      // whether only part of a movement is placed, drawn by chance
  bool splits = false;    // whether what is late by one route is also sent load by load

  Trips& trips() { return trips_; }

  // Whether a source is passed over this time.
  bool passes_over() { return chance && chance->below(65536) < skip; }

  // Put a movement into the schedule, nothing set down at its destination before `gate`; whether anything was put.
  bool place(int movement, Minute gate) {
    const Movement& m = g_.movements[movement];
    const Requirement& r = g_.requirements[m.requirement];
    if (!r.in_order(m.origin)) return false;
    std::size_t mark = s_.mark();
    std::map<int, Minute> gates;
    if (gate > ALWAYS) gates[r.destination] = gate;
    bool any = false;
    draw_part(m, r);
    if (mixes && groups(movement).size() > 1 && chance->below(2)) any = place_parts(movement, whole(movement), gates);
    else
      for (const Group& group : groups(movement)) any |= place_parts(movement, group, gates);
    if (r.capability && missing(m) > 0) {
      s_.undo(mark);
      return false;
    }
    return any;
  }

  // Bring on what of a movement is under way or still stands at its origin, along the quickest routes from there.
  // Where there was no room for what stands there and waits, if anywhere.
  Full resume(int movement, Minute gate) {
    const Movement& m = g_.movements[movement];
    const Requirement& r = g_.requirements[m.requirement];
    Gates gates;
    if (gate > ALWAYS) gates[r.destination] = gate;
    Full none;
    for (auto& [points, lots] : stranded(movement)) {
      std::vector<int> lines;
      for (const Lot& lot : lots) lines.push_back(lot.line);
      const Route* route = routes_.quickest(kin(m, lines, points));
      if (!route) continue;
      Full full;
      std::size_t mark = s_.mark();
      if (along(movement, *route, gates, lots, &full, WHOLE).any) continue;
      s_.undo(mark);
      if (!held_back(movement, *route, gates, lots).any && full.place == points.front()) none = full;
    }
    return none;
  }

  // Have what of a movement is under way and goes no further stand where it was set down, room or not.
  void leave(int movement) {
    for (auto& [points, lots] : stranded(movement)) {
      const int place = points.front();
      for (const Lot& lot : lots)
        if (lot.from >= 0 && g_.places[place].stores())
          s_.stand(movement, place, {-1, lot.line, lot.from, lot.pieces, 0, false, {lot.stands_from, NEVER}, {}});
    }
  }

  // Where such stands.
  std::set<int> left_at(int movement) const {
    std::set<int> found;
    for (const Carriage& c : s_.placed[movement])
      if (c.voyage < 0) found.insert(s_.paths[s_.voyages[c.from].run.path].destination);
    return found;
  }

  // Places at which the loads of a carriage stood or were set down until its end.
  std::set<int> passed(int movement, const Carriage& c) const {
    std::set<int> seen;
    for (const Carriage* at = &c; at;) {
      const Path& path = s_.paths[s_.voyages[at->voyage].run.path];
      seen.insert(path.origin), seen.insert(path.destination);
      const Carriage* before = nullptr;
      for (const Carriage& other : s_.placed[movement])
        if (other.line == at->line && other.voyage == at->from) before = &other;
      at = at->from < 0 ? nullptr : before;
    }
    return seen;
  }

  // Make ready for movements told since.
  void grow() { groups_.resize(g_.movements.size()), lone_kin_.resize(g_.lines.size(), -1); }

  // Place what is not there yet of a movement placed before.
  bool complete(int movement, Minute gate) {
    const Movement& m = g_.movements[movement];
    for (auto& [points, lots] : stranded(movement))
      if (lots.front().from >= 0) return false;
    return missing(m) > 0 && place(movement, gate);
  }

  // Readiness, dates and pledges of a leg (R9, R14).
  static void bound_times(Task* task, Minute gate) {
    const Movement& m = task->m;
    const Requirement& r = task->r;
    task->origin = task->leg.origin == m.origin;
    if (task->origin) task->leave_from = std::max(m.ready, m.open), task->leave_before = m.close;
    if (task->leg.origin == r.poe) task->leave_from = std::max(task->leave_from, r.ald);
    if (task->leg.destination == r.destination) task->set_down_from = gate;
    if (task->leg.destination == (r.pod >= 0 ? r.pod : r.destination))
      task->set_down_from = std::max(task->set_down_from, r.ead);
  }

  // Kg-equivalents of the movement not delivered.
  std::int64_t missing(const Movement& m) const {
    std::int64_t sum = 0;
    for (int line : m.lines) sum += (g_.lines[line].pieces - s_.delivered(line)) * g_.lines[line].equivalent;
    return sum;
  }

 private:
  static constexpr int STORAGE_TRIES = 6, LOADS_MAX = 40;

  struct Group {
    std::vector<int> lines;
    int kin;
  };
  struct Merit {
    std::int64_t missing;
    Minute end, minutes;
    bool operator<(const Merit& o) const {
      return std::tie(missing, end, minutes) < std::tie(o.missing, o.end, o.minutes);
    }
  };
  struct Trial {
    bool any = false;
    Minute end = ALWAYS;
  };
  using Gates = std::map<int, Minute>;
  struct Limit {
    Minute beat;  // a trial is given up when it will hardly end before
    bool once;    // no more of the lots than the first trip takes
  };
  static constexpr Limit WHOLE{NEVER, false};

  const std::vector<Group>& groups(int movement) {
    std::vector<Group>& found = groups_[movement];
    const Movement& m = g_.movements[movement];
    if (!found.empty() || m.lines.empty()) return found;
    std::vector<int> seated, others;
    for (int line : m.lines) (g_.lines[line].pax ? seated : others).push_back(line);
    if (g_.requirements[m.requirement].together) {
      seated.insert(seated.end(), others.begin(), others.end());
      others.clear();
    }
    for (auto& lines : {seated, others})
      if (!lines.empty()) found.push_back({lines, kin(m, lines)});
    return found;
  }

  // Passengers and cargo as one.
  Group whole(int movement) {
    const Movement& m = g_.movements[movement];
    return {m.lines, kin(m, m.lines)};
  }

  int kin(const Movement& m, const std::vector<int>& lines) {
    return kin(m, lines, g_.requirements[m.requirement].waypoints_of(m.origin));
  }

  int kin(const Movement& m, const std::vector<int>& lines, const std::vector<int>& points) {
    Kin kin{points, m.owner, g_.requirements[m.requirement].together, {}};
    for (int line : lines) kin.shapes.push_back({g_.lines[line].shape, g_.lines[line].natures});
    std::sort(kin.shapes.begin(), kin.shapes.end());
    kin.shapes.erase(std::unique(kin.shapes.begin(), kin.shapes.end()), kin.shapes.end());
    return routes_.number(kin);
  }

  // Kg-equivalents of what is to be placed now.
  std::int64_t missing(const std::vector<int>& lines) const {
    std::int64_t sum = 0;
    for (int line : lines) sum += wanted(line) * g_.lines[line].equivalent;
    return sum;
  }

  // Pieces of a line to be placed now that are not delivered.
  std::int64_t wanted(int line) const {
    const std::int64_t left = g_.lines[line].pieces - s_.delivered(line);
    return held_.empty() ? left : std::max<std::int64_t>(0, left - held_[line]);
  }

  // How much of each line is held for another time: often all, often some.
  void draw_part(const Movement& m, const Requirement& r) {
    held_.clear();
    if (!part || !chance || r.together || r.capability) return;
    held_.assign(g_.lines.size(), 0);
    for (int line : m.lines) {
      const int pieces = static_cast<int>(std::min<std::int64_t>(g_.lines[line].pieces, INT32_MAX));
      if (pieces && chance->below(2)) held_[line] = chance->below(2) ? pieces : chance->below(pieces);
    }
  }

  // What of a movement is not on its way to the destination, by the places it must still pass.
  std::map<std::vector<int>, std::vector<Lot>> stranded(int movement) const {
    const Movement& m = g_.movements[movement];
    const std::vector<int> points = g_.requirements[m.requirement].waypoints_of(m.origin);
    std::map<std::vector<int>, std::vector<Lot>> found;
    for (int line : m.lines) {
      std::int64_t left = g_.lines[line].pieces;
      std::map<int, std::int64_t> standing = left_standing(s_.placed[movement], line);
      for (const Carriage& c : s_.placed[movement]) {
        if (c.line != line || c.voyage < 0) continue;
        if (c.from < 0) left -= c.pieces;
        std::int64_t here = std::exchange(standing[c.voyage], 0);
        if (!c.final && here > 0)
          found[onward(points, movement, c)].push_back({line, here, s_.voyages[c.voyage].run.end(), c.voyage});
      }
      if (left > 0) found[points].push_back({line, left, ALWAYS, -1});
    }
    return found;
  }

  // Where the carriage set its loads down, and the places they have not passed yet.
  std::vector<int> onward(const std::vector<int>& points, int movement, const Carriage& c) const {
    const std::set<int> seen = passed(movement, c);
    std::vector<int> left{s_.paths[s_.voyages[c.voyage].run.path].destination};
    for (int point : points)
      if (!seen.count(point)) left.push_back(point);
    return left;
  }

  // The group as one where all of it can go so, else line by line.
  bool place_parts(int movement, const Group& group, const Gates& gates) {
    const Movement& m = g_.movements[movement];
    if (g_.requirements[m.requirement].together || group.lines.size() == 1) return place_group(movement, group, gates);
    std::size_t mark = s_.mark();
    bool any = false;
    if (!splits || !chance || chance->below(2)) {
      any = place_group(movement, group, gates);
      if (any && missing(group.lines) == 0) return true;
      s_.undo(mark);
      any = false;
    }
    std::vector<int> lines = group.lines;
    if (splits && chance) shuffle(&lines);
    for (int line : lines) {
      if (lone_kin_[line] < 0) lone_kin_[line] = kin(m, {line});
      any |= place_group(movement, {{line}, lone_kin_[line]}, gates);
    }
    return any;
  }

  void shuffle(std::vector<int>* numbers) const {
    for (std::size_t i = numbers->size(); --i > 0;)
      std::swap((*numbers)[i], (*numbers)[static_cast<std::size_t>(chance->below(static_cast<int>(i) + 1))]);
  }

  // The group by one route or, where that is late, load by load.
  bool place_group(int movement, const Group& group, const Gates& gates) {
    const std::size_t begun = s_.mark();
    const Route* route = nullptr;
    Merit whole{}, parts{};
    if (splits && strays()) {
      if (load_by_load(movement, group, gates, &parts)) return true;
      s_.undo(begun);
    }
    bool any = by_one_route(movement, group, gates, &route, &whole);
    const Requirement& r = g_.requirements[g_.movements[movement].requirement];
    if (!splits || !route || r.together || (whole.missing == 0 && whole.end <= r.rdd)) return any;
    s_.undo(begun);
    if (load_by_load(movement, group, gates, &parts) && parts < whole) return true;
    s_.undo(begun);
    return attempt(movement, group, *route, gates).any;
  }

  // One load after another, each by the route that brings it there first; whether any came.
  bool load_by_load(int movement, const Group& group, const Gates& gates, Merit* merit) {
    Minute end = ALWAYS;
    for (int n = 0; n < LOADS_MAX && missing(group.lines) > 0; ++n) {
      const std::size_t mark = s_.mark();
      const Route *best = nullptr, *found = nullptr;
      Minute first = NEVER;
      int tried = 0;
      const std::vector<Route>& all = routes_.all(group.kin);
      auto send = [&](const Route& route) {
        s_.undo(mark);
        Full full;
        return along(movement, route, gates, lots_of(group), &full, {NEVER, true});
      };
      if (strays() && !all.empty()) {
        best = &all[static_cast<std::size_t>(chance->below(static_cast<int>(all.size())))];
        const Trial trial = send(*best);
        if (trial.any) first = trial.end;
        else best = nullptr;
      }
      for (const Route& route : all) {
        if (best || tried++ >= routes_max) break;
        if (chance && chance->below(65536) < blink) continue;
        Trial trial = send(route);
        if (trial.any && trial.end < first) found = &route, first = trial.end;
      }
      if (!best) best = found;
      if (!best || !send(*best).any) {
        s_.undo(mark);
        break;
      }
      end = std::max(end, first);
    }
    *merit = {missing(group.lines), std::max(end, g_.requirements[g_.movements[movement].requirement].rdd), 0};
    return end > ALWAYS;
  }

  // The group by the best of its routes, and which that is.
  bool by_one_route(int movement, const Group& group, const Gates& gates, const Route** chosen, Merit* worth) {
    const Movement& m = g_.movements[movement];
    const Minute rdd = g_.requirements[m.requirement].rdd;
    const Route* first = routes_.quickest(group.kin);
    if (!first) return false;
    if (strays()) {
      const std::vector<Route>& all = routes_.all(group.kin);
      first = *chosen = &all[static_cast<std::size_t>(chance->below(static_cast<int>(all.size())))];
      const Trial trial = attempt(movement, group, *first, gates);
      *worth = {missing(group.lines), trial.end, first->minutes};
      return trial.any;
    }
    const std::size_t begun = s_.mark();
    const Route* best = nullptr;
    Merit merit{};
    bool kept = false;
    auto consider = [&](const Route& route) {  // whether nothing better is to be had
      if (best && merit.missing == 0 && std::max(rdd, m.ready + route.minutes) >= merit.end) return false;
      if (chance && chance->below(65536) < blink) return false;
      s_.undo(begun);
      kept = false;
      Trial trial = attempt(movement, group, route, gates, best && merit.missing == 0 ? merit.end : NEVER);
      if (!trial.any) return false;
      Merit found{missing(group.lines), std::max(trial.end, rdd), route.minutes};
      if (!best || found < merit) best = &route, merit = found, kept = true;
      return found.missing == 0 && found.end == rdd;
    };
    if (!consider(*first)) {
      const std::vector<Route>& all = routes_.all(group.kin);
      int tried = 1;
      for (const Route& route : all) {
        if (route.legs == first->legs) continue;
        if (tried++ >= routes_max || consider(route)) break;
      }
    }
    if (!best) {
      s_.undo(begun);
      return false;
    }
    *chosen = best, *worth = merit;
    if (!kept) {
      s_.undo(begun);
      return attempt(movement, group, *best, gates).any;
    }
    return true;
  }

  // The group along the route; nothing changed when it cannot, or hardly before `beat`. Full storage makes it go in
  // portions.
  Trial attempt(int movement, const Group& group, const Route& route, const Gates& gates, Minute beat = NEVER) {
    const std::vector<Lot> lots = lots_of(group);
    Full full;
    std::size_t mark = s_.mark();
    Trial trial = along(movement, route, gates, lots, &full, {beat, false});
    if (trial.any) return trial;
    s_.undo(mark);
    if (full.place < 0) return {};
    if (g_.requirements[g_.movements[movement].requirement].together) return held_back(movement, route, gates, lots);
    Trial whole;
    for (const std::vector<Lot>& portion : portions(lots, route)) {
      Trial part = held_back(movement, route, gates, portion);
      if (part.any) whole.any = true, whole.end = std::max(whole.end, part.end);
    }
    return whole;
  }

  // Whether a route is drawn this time, not sought.
  bool strays() { return chance && stray && chance->below(65536) < stray; }

  // What of the group is not delivered, at its origin.
  std::vector<Lot> lots_of(const Group& group) const {
    std::vector<Lot> lots;
    for (int line : group.lines) {
      std::int64_t left = wanted(line);
      if (left > 0) lots.push_back({line, left, ALWAYS, -1});
    }
    return lots;
  }

  // The lots along the route, arriving where storage is full only when there is room.
  Trial held_back(int movement, const Route& route, Gates gates, const std::vector<Lot>& lots) {
    for (int i = 0; i < STORAGE_TRIES; ++i) {
      Full full;
      std::size_t mark = s_.mark();
      Trial trial = along(movement, route, gates, lots, &full, WHOLE);
      if (trial.any) return trial;
      s_.undo(mark);
      if (full.place < 0 || full.free_at >= g_.end) return {};
      auto [it, fresh] = gates.try_emplace(full.place, full.free_at);
      if (!fresh) it->second = std::max(full.free_at, it->second + 60);
    }
    return {};
  }

  // The lots in portions that each fit the least storage on the way; at least a piece each.
  std::vector<std::vector<Lot>> portions(const std::vector<Lot>& lots, const Route& route) const {
    std::int64_t room_kg = INT64_MAX, room_pax = INT64_MAX;
    for (std::size_t i = 0; i + 1 < route.legs.size(); ++i) {
      const Place& place = g_.places[route.legs[i].destination];
      if (place.storage_kg >= 0) room_kg = std::min(room_kg, place.storage_kg);
      if (place.storage_pax >= 0) room_pax = std::min(room_pax, place.storage_pax);
    }
    std::vector<std::vector<Lot>> parts{{}};
    std::int64_t kg = room_kg, pax = room_pax;
    for (const Lot& lot : lots) {
      Freight one = g_.lines[lot.line].freight(1);
      for (std::int64_t left = lot.pieces; left > 0;) {
        std::int64_t fits = std::min({left, one.kg ? kg / one.kg : left, one.pax ? pax / one.pax : left});
        if (fits <= 0 && !parts.back().empty()) {
          parts.emplace_back();
          kg = room_kg, pax = room_pax;
          continue;
        }
        std::int64_t count = std::max<std::int64_t>(1, fits);
        parts.back().push_back({lot.line, count, lot.stands_from, lot.from});
        kg -= count * one.kg, pax -= count * one.pax, left -= count;
      }
    }
    return parts;
  }

  Trial along(int movement, const Route& route, const Gates& gates, std::vector<Lot> lots, Full* full,
              Limit limit) {
    const Movement& m = g_.movements[movement];
    const Requirement& r = g_.requirements[m.requirement];
    std::int64_t whole = pieces(lots);
    Minute left = route.minutes;
    Trial trial;
    for (std::size_t i = 0; i < route.legs.size(); ++i) {
      left -= route.leg_minutes[i];
      Task task{movement, m, r, route.legs[i], static_cast<int>(i), i + 1 == route.legs.size()};
      task.waypoints = r.waypoints_of(m.origin);
      task.aim = r.rdd - left;
      bound_times(&task, ALWAYS);
      auto gate = gates.find(task.leg.destination);
      if (gate != gates.end()) task.set_down_from = std::max(task.set_down_from, gate->second);
      LegWorker worker(s_, trips_, task);
      worker.chance = chance, worker.blink = blink, worker.once = limit.once && i == 0, worker.finely = finely;
      worker.beat = limit.beat - left;
      lots = worker.carry(std::move(lots), full);
      if (full->place >= 0 || lots.empty()) return {};
      if (worker.once) whole = pieces(lots);
      if ((r.together || r.capability || limit.once) && pieces(lots) < whole) return {};
    }
    trial.any = true;
    for (const Lot& lot : lots) trial.end = std::max(trial.end, lot.stands_from);
    return trial;
  }

  static std::int64_t pieces(const std::vector<Lot>& lots) {
    std::int64_t sum = 0;
    for (const Lot& lot : lots) sum += lot.pieces;
    return sum;
  }

  Schedule& s_;
  const Ground& g_;
  Routes& routes_;
  Trips trips_;
  std::vector<std::vector<Group>> groups_;
  std::vector<int> lone_kin_;
  std::vector<std::int64_t> held_;  // pieces by line that are not placed now; empty: none
};

}  // namespace core
