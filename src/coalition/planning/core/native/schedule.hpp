// The schedule under construction: every carrier's timeline and every shared calendar, with a journal that takes
// changes back exactly. What is in it keeps R3 to R8 at every moment; how trips are found is in `trips`.
#pragma once
#include <array>
#include <deque>

#include "desk.hpp"
#include "timelines.hpp"

namespace core {

class Schedule {
 public:
  Schedule(const Ground& ground, SpanBook& spans, Law& law, Paths& paths)
      : ground(ground), spans(spans), law(law), paths(paths), timelines(ground) {
    desks_.resize(ground.places.size() * MODES);
    for (std::size_t p = 0; p < ground.places.size(); ++p)
      for (int mode = 0; mode < MODES; ++mode) desks_[p * MODES + mode].init(ground.places[p], mode);
    stored_.resize(ground.places.size() * 2);
    by_ends_.resize(ground.places.size() * ground.places.size() * MODES);
    placed.resize(ground.movements.size());
    delivered_.assign(ground.lines.size(), 0);
    touched_.assign(ground.requirements.size(), 0);
    stood.resize(ground.fleets.size());
    nearest_.assign(ground.fleets.size() * ground.places.size(), {0, NEVER});
    for (const Line& line : ground.lines) {
      if (line.pax) continue;
      least_kg_ = std::min(least_kg_, line.kg), least_dm2_ = std::min(least_dm2_, line.dm2);
    }
    for (std::size_t f = 0; f < ground.fleets.size(); ++f) stood[f].push_back(ground.fleets[f].home);
  }

  const Ground& ground;
  SpanBook& spans;
  Law& law;
  Paths& paths;
  Timelines timelines;
  std::deque<Voyage> voyages;
  std::vector<Placement> placed;
  std::vector<std::vector<int>> stood;  // by fleet: places where a carrier ever stood

  // Make ready for movements told since.
  void grow() { placed.resize(ground.movements.size()), delivered_.resize(ground.lines.size(), 0); }

  // The earliest end a fleet has told of for a leg from a minute on. While voyages are only added it holds for later
  // minutes too; whoever takes voyages out forgets it.
  struct Told {
    Minute ready = NEVER, end = ALWAYS;
  };
  Told* told(int fleet, int origin, int destination) {
    if (told_.empty()) return nullptr;
    const std::size_t places = ground.places.size();
    return &told_[(static_cast<std::size_t>(fleet) * places + origin) * places + destination];
  }
  void keep_told(bool keep) {
    const std::size_t places = ground.places.size(), size = ground.fleets.size() * places * places;
    told_.assign(keep && size <= TOLD_MAX ? size : 0, Told{});
  }

  // About the least minutes in which a carrier of the fleet comes there from where one ever stood.
  Minute nearest(int number, int origin) {
    auto& [count, least] = nearest_[static_cast<std::size_t>(number) * ground.places.size() + origin];
    if (count < static_cast<int>(stood[number].size())) {
      least = NEVER;
      for (int place : stood[number]) least = std::min(least, paths.reach(ground.fleets[number], place, origin));
      count = static_cast<int>(stood[number].size());
    }
    return least;
  }

  std::vector<int> touched;             // requirements whose worth may have changed since `untouch`

  Desk& desk(int place, int mode) { return desks_[static_cast<std::size_t>(place) * MODES + mode]; }
  const Desk& desk(int place, int mode) const { return desks_[static_cast<std::size_t>(place) * MODES + mode]; }

  std::size_t mark() const { return acts_.size(); }
  void forget() {  // make everything so far final
    for (const Act& act : acts_)
      if (act.kind == Act::VOYAGE_OFF) spare_.push_back(act.a);
    acts_.clear(), old_voyages_.clear(), old_placements_.clear(), old_entries_.clear();
  }

  void untouch() {
    for (int r : touched) touched_[r] = 0;
    touched.clear();
  }
  void touch(int requirement) {
    if (!touched_[requirement]) touched_[requirement] = 1, touched.push_back(requirement);
  }

  // Whether its carrier is on the way to it already, though it has not begun.
  bool is_coming(const Voyage& v) const { return v.approach.is() && v.approach.begin() < ground.start; }

  // Moving minutes of every run times the cost of an hour.
  std::int64_t cost() const { return cost_; }

  std::int64_t delivered(int line) const { return delivered_[line]; }

  int index_of(int voyage) const {
    const Voyage& v = voyages[voyage];
    const auto& line = timelines[v.carrier];
    auto it = std::lower_bound(line.begin(), line.end(), v.run.begin(),
                               [](const Entry& e, Minute m) { return e.begin < m; });
    while (it->voyage != voyage) ++it;
    return static_cast<int>(it - line.begin());
  }

  // Voyages that go between two places by a mode, by when they end.
  // Only such as may have a seat left, or room for cargo.
  const std::vector<int>& alike(int mode, int origin, int destination, bool seats) const {
    return by_ends_[ends(mode, origin, destination)][seats];
  }

  // How many carriers depart on the way that day.
  int departed(const Way& way, Minute depart) const {
    auto it = departures_.find(day_key(way.day_way, depart));
    return it == departures_.end() ? 0 : it->second;
  }

  // Book a voyage before the `index`-th of its carrier, whose follower then comes by `onward`.
  int book(Voyage voyage, int index, const Run* onward) {
    int number = take_number();
    voyage.live = true;
    voyages[number] = std::move(voyage);
    const Voyage& v = voyages[number];
    const auto& line = timelines[v.carrier];
    if (index < static_cast<int>(line.size())) redirect(line[index].voyage, onward ? *onward : Run{});
    acts_.push_back({Act::VOYAGE_ON, number, index});
    enter(number, index);
    occupy(v, 1);
    count_departures(v.run, 1);
    if (v.approach.is()) count_departures(v.approach, 1);
    spend(v, v.run, 1);
    spend(v, v.approach, 1);
    return number;
  }

  // Take an empty voyage out, its follower coming by `onward`.
  void cancel(int number, const Run* onward) {
    const Voyage& v = voyages[number];
    int index = index_of(number);
    const auto& line = timelines[v.carrier];
    if (index + 1 < static_cast<int>(line.size())) redirect(line[index + 1].voyage, onward ? *onward : Run{});
    count_departures(v.run, -1);
    if (v.approach.is()) count_departures(v.approach, -1);
    spend(v, v.run, -1);
    spend(v, v.approach, -1);
    occupy(v, -1);
    leave(number, index);
    voyages[number].live = false;
    acts_.push_back({Act::VOYAGE_OFF, number, index});
  }

  // Bring the carrier to the voyage by another empty run.
  void redirect(int number, const Run& approach) {
    Voyage& v = voyages[number];
    save(number);
    if (v.approach.is()) count_departures(v.approach, -1);
    if (approach.is()) count_departures(approach, 1);
    spend(v, v.approach, -1);
    spend(v, approach, 1);
    v.approach = approach;
  }

  // Take more aboard; the first and last stop may have grown.
  void join(int number, const Run& run, const Freight& freight, const std::vector<Load>& loads) {
    Voyage& v = voyages[number];
    const Fleet& fleet = ground.fleets[v.fleet];
    const Path& path = paths[v.run.path];
    save(number);
    unlist(number);
    bool longer = run.begin() != v.run.begin() || run.end() != v.run.end();
    if (longer) {
      level(&desk(path.origin, fleet.mode).booked, {run.begin(), v.run.begin()}, fleet.slots);
      level(&desk(path.destination, fleet.mode).booked, {v.run.end(), run.end()}, fleet.slots);
      int index = index_of(number);
      Entry entry = timelines[v.carrier][index];
      old_entries_.push_back(entry);
      acts_.push_back({Act::ENTRY, v.carrier, index});
      v.run = run;
      entry.begin = run.begin(), entry.end = run.end();
      timelines.replace(v.carrier, index, entry);
      touch_aboard(v);
    }
    v.freight = freight;
    v.loads.insert(v.loads.end(), loads.begin(), loads.end());
    list(number);
  }

  void touch_aboard(const Voyage& v) {
    for (const Load& load : v.loads) touch(ground.movements[ground.lines[load.line].movement].requirement);
  }

  // Note a carriage of a movement: what it delivers, stores and counts under limited permissions.
  void note(int movement, Carriage carriage) {
    save_placement(movement);
    if (carriage.final) deliver(carriage.line, carriage.pieces);
    placed[movement].push_back(std::move(carriage));
    touch(ground.movements[movement].requirement);
  }

  // Whether more is ever to stand at the place than it holds.
  bool is_overfull(int place) const {
    const Place& p = ground.places[place];
    return (p.storage_kg >= 0 && stored_[place * 2].peak(ALWAYS, NEVER) > p.storage_kg) ||
           (p.storage_pax >= 0 && stored_[place * 2 + 1].peak(ALWAYS, NEVER) > p.storage_pax);
  }

  // Note pieces that stand at a place, room or not.
  void stand(int movement, int place, Carriage standing) {
    store(place, standing.stored, ground.lines[standing.line].freight(standing.pieces), 1);
    note(movement, std::move(standing));
  }

  // Take everything of a movement out of the schedule; voyages left empty are named.
  void remove(int movement, std::vector<int>* emptied) {
    remove(movement, emptied, [](const Carriage&) { return false; });
  }

  // The same, save for carriages that are to stay.
  template <class Stays>
  void remove(int movement, std::vector<int>* emptied, Stays stays) {
    if (placed[movement].empty()) return;
    save_placement(movement);
    touch(ground.movements[movement].requirement);
    Placement gone;
    gone.swap(placed[movement]);
    for (Carriage& c : gone) {
      if (stays(c)) {
        placed[movement].push_back(std::move(c));
        continue;
      }
      const Line& line = ground.lines[c.line];
      if (c.voyage < 0) {
        store(paths[voyages[c.from].run.path].destination, c.stored, line.freight(c.pieces), -1);
        continue;
      }
      Voyage& v = voyages[c.voyage];
      save(c.voyage);
      auto it = std::find_if(v.loads.begin(), v.loads.end(), [&](const Load& l) {
        return l.line == c.line && l.from == c.from && l.pieces == c.pieces;
      });
      *it = v.loads.back();
      v.loads.pop_back();
      unlist(c.voyage);
      v.freight = v.freight.minus(line.freight(c.pieces));
      list(c.voyage);
      if (v.loads.empty()) emptied->push_back(c.voyage);
      if (c.final) deliver(c.line, -c.pieces);
      if (c.stored.opens < c.stored.closes) store(paths[v.run.path].origin, c.stored, line.freight(c.pieces), -1);
      for (auto [consent, pieces] : c.charged) count_consent(consent, c.line, -pieces);
    }
  }

  // Let freight stand at a place for a while; false, and nothing changed, when there is no room (R7).
  bool put(int place, Span span, const Freight& freight) {
    const Place& p = ground.places[place];
    if (p.storage_kg >= 0 && freight.kg && stored_[place * 2].peak(span.opens, span.closes) + freight.kg > p.storage_kg)
      return false;
    if (p.storage_pax >= 0 && freight.pax &&
        stored_[place * 2 + 1].peak(span.opens, span.closes) + freight.pax > p.storage_pax)
      return false;
    store(place, span, freight, 1);
    return true;
  }

  // The first minute from which so much more could stand there as long.
  Minute room_from(int place, Span span, const Freight& freight) const {
    const Place& p = ground.places[place];
    Minute at = span.opens, length = std::max(1, span.closes - span.opens);
    if (p.storage_kg >= 0) at = std::max(at, stored_[place * 2].first_fit(at, length, freight.kg, p.storage_kg));
    if (at < NEVER && p.storage_pax >= 0)
      at = std::max(at, stored_[place * 2 + 1].first_fit(at, length, freight.pax, p.storage_pax));
    return at;
  }

  // Count pieces of a line under a permission with limits; false when a limit is passed (R12).
  bool count_consent(int consent, int line_number, std::int64_t pieces) {
    const Line& line = ground.lines[line_number];
    std::int64_t& known = consent_pieces_[{consent, line_number}];
    std::int64_t more = std::min(line.pieces, known + pieces) - std::min(line.pieces, known);
    known += pieces;
    auto& total = consent_total_[consent];
    (line.pax ? total.first : total.second) += line.pax ? more : more * line.kg;
    acts_.push_back({Act::CONSENT, consent, line_number, {}, pieces});
    const Consent& limit = law.consents[consent];
    return (limit.pax < 0 || total.first <= limit.pax) && (limit.kg < 0 || total.second <= limit.kg);
  }

  void undo(std::size_t mark) {
    while (acts_.size() > mark) {
      Act act = acts_.back();
      acts_.pop_back();
      take_back(act);
    }
  }

 private:
  struct Act {
    enum Kind : std::uint8_t {
      LEVEL, DAYS, VOYAGE_ON, VOYAGE_OFF, VOYAGE, ENTRY, PLACED, DELIVERED, CONSENT, COST
    } kind;
    int a = 0, b = 0;
    Span span{};
    std::int64_t amount = 0;
    Levels* levels = nullptr;
  };

  std::size_t ends(int mode, int origin, int destination) const {
    return (static_cast<std::size_t>(origin) * ground.places.size() + destination) * MODES + mode;
  }
  static std::int64_t day_key(int way, Minute at) { return static_cast<std::int64_t>(way) << 32 | (at / DAY); }

  int take_number() {
    if (!spare_.empty()) {
      int number = spare_.back();
      spare_.pop_back();
      return number;
    }
    voyages.emplace_back();
    return static_cast<int>(voyages.size()) - 1;
  }

  void enter(int number, int index) {
    const Voyage& v = voyages[number];
    const Path& path = paths[v.run.path];
    timelines.insert(v.carrier, index, {v.run.begin(), v.run.end(), path.origin, path.destination, number});
    auto& places = stood[v.fleet];
    if (std::find(places.begin(), places.end(), path.destination) == places.end()) places.push_back(path.destination);
    list(number);
  }

  void leave(int number, int index) {
    unlist(number);
    timelines.erase(voyages[number].carrier, index);
  }

  bool ends_before(int one, int other) const {
    const Voyage &a = voyages[one], &b = voyages[other];
    return std::make_tuple(a.run.end(), a.carrier, a.run.begin()) <
           std::make_tuple(b.run.end(), b.carrier, b.run.begin());
  }

  // Whether a seat is left, or room for the smallest piece of cargo.
  bool has_room(const Voyage& v, bool seats) const {
    const Fleet& fleet = ground.fleets[v.fleet];
    if (seats) return fleet.seats > v.freight.pax;
    return fleet.kg - v.freight.kg >= least_kg_ && (fleet.dm2 < 0 || fleet.dm2 - v.freight.dm2 >= least_dm2_);
  }

  void list(int number) {
    Voyage& v = voyages[number];
    const Path& path = paths[v.run.path];
    for (bool seats : {false, true}) {
      v.listed[seats] = has_room(v, seats);
      if (!v.listed[seats]) continue;
      auto& alike = by_ends_[ends(ground.fleets[v.fleet].mode, path.origin, path.destination)][seats];
      alike.insert(std::upper_bound(alike.begin(), alike.end(), number,
                                    [&](int a, int b) { return ends_before(a, b); }), number);
    }
  }

  void unlist(int number) {
    const Voyage& v = voyages[number];
    const Path& path = paths[v.run.path];
    for (bool seats : {false, true}) {
      if (!v.listed[seats]) continue;
      auto& alike = by_ends_[ends(ground.fleets[v.fleet].mode, path.origin, path.destination)][seats];
      auto it = std::lower_bound(alike.begin(), alike.end(), number, [&](int a, int b) { return ends_before(a, b); });
      while (*it != number) ++it;
      alike.erase(it);
    }
  }

  void occupy(const Voyage& v, int sign) {
    const Fleet& fleet = ground.fleets[v.fleet];
    const Path& path = paths[v.run.path];
    level(&desk(path.origin, fleet.mode).booked, v.run.at[0], sign * fleet.slots);
    level(&desk(path.destination, fleet.mode).booked, v.run.at[v.run.stops - 1], sign * fleet.slots);
  }

  void level(Levels* levels, Span span, std::int64_t amount) {
    if (span.opens >= span.closes || !amount) return;
    levels->add(span.opens, span.closes, amount);
    acts_.push_back({Act::LEVEL, 0, 0, span, amount, levels});
  }

  void store(int place, Span span, const Freight& freight, int sign) {
    const Place& p = ground.places[place];
    if (p.storage_kg >= 0) level(&stored_[place * 2], span, sign * freight.kg);
    if (p.storage_pax >= 0) level(&stored_[place * 2 + 1], span, sign * freight.pax);
  }

  void count_departures(const Run& run, int sign) {
    const Path& path = paths[run.path];
    for (std::size_t i = 0; i < path.hops.size(); ++i) {
      const Way& way = paths.ways[path.hops[i].way];
      if (way.day_way < 0) continue;
      departures_[day_key(way.day_way, run.at[i].closes)] += sign;
      acts_.push_back({Act::DAYS, way.day_way, sign, {run.at[i].closes, 0}});
    }
  }

  void spend(const Voyage& v, const Run& run, int sign) {
    if (!run.is()) return;
    std::int64_t amount = sign * paths[run.path].minutes * ground.fleets[v.fleet].cost;
    cost_ += amount;
    acts_.push_back({Act::COST, 0, 0, {}, amount});
  }

  void deliver(int line, std::int64_t pieces) {
    delivered_[line] += pieces;
    acts_.push_back({Act::DELIVERED, line, 0, {}, pieces});
  }

  void save(int number) {
    old_voyages_.push_back(voyages[number]);
    acts_.push_back({Act::VOYAGE, number});
  }

  void save_placement(int movement) {
    old_placements_.push_back(placed[movement]);
    acts_.push_back({Act::PLACED, movement});
  }

  void take_back(const Act& act) {
    switch (act.kind) {
      case Act::LEVEL: act.levels->add(act.span.opens, act.span.closes, -act.amount); break;
      case Act::DAYS: departures_[day_key(act.a, act.span.opens)] -= act.b; break;
      case Act::VOYAGE_ON:
        leave(act.a, act.b);
        voyages[act.a].live = false;
        spare_.push_back(act.a);
        break;
      case Act::VOYAGE_OFF:
        voyages[act.a].live = true;
        enter(act.a, act.b);
        break;
      case Act::VOYAGE:
        {
          Voyage& now = voyages[act.a];
          Voyage& old = old_voyages_.back();
          bool moved = now.run.begin() != old.run.begin() || now.run.end() != old.run.end();
          unlist(act.a);
          now = std::move(old);
          list(act.a);
          if (moved) touch_aboard(now);
        }
        old_voyages_.pop_back();
        break;
      case Act::ENTRY:
        timelines.replace(act.a, act.b, old_entries_.back());
        old_entries_.pop_back();
        break;
      case Act::PLACED:
        placed[act.a] = std::move(old_placements_.back());
        old_placements_.pop_back();
        touch(ground.movements[act.a].requirement);
        break;
      case Act::COST: cost_ -= act.amount; break;
      case Act::DELIVERED: delivered_[act.a] -= act.amount; break;
      case Act::CONSENT: {
        const Line& line = ground.lines[act.b];
        std::int64_t& known = consent_pieces_[{act.a, act.b}];
        std::int64_t less = std::min(line.pieces, known) - std::min(line.pieces, known - act.amount);
        known -= act.amount;
        auto& total = consent_total_[act.a];
        (line.pax ? total.first : total.second) -= line.pax ? less : less * line.kg;
        break;
      }
    }
  }

  std::vector<Desk> desks_;
  std::vector<Levels> stored_;
  std::vector<std::array<std::vector<int>, 2>> by_ends_;  // with room for cargo, with seats left
  std::vector<std::pair<int, Minute>> nearest_;           // by fleet and place: for so many places stood at
  std::int64_t least_kg_ = INT64_MAX, least_dm2_ = INT64_MAX;  // of any piece of cargo
  std::unordered_map<std::int64_t, int> departures_;
  std::vector<std::int64_t> delivered_;
  std::map<std::pair<int, int>, std::int64_t> consent_pieces_;
  std::map<int, std::pair<std::int64_t, std::int64_t>> consent_total_;
  static constexpr std::size_t TOLD_MAX = 1 << 23;
  std::vector<Told> told_;
  std::int64_t cost_ = 0;
  std::vector<char> touched_;
  std::vector<int> spare_;
  std::vector<Act> acts_;
  std::vector<Voyage> old_voyages_;
  std::vector<Placement> old_placements_;
  std::vector<Entry> old_entries_;
};

}  // namespace core
