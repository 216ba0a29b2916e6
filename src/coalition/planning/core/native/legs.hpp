// One leg of one group: trip by trip, whatever finishes the rest earliest, until all of it is carried.
#pragma once
#include "bidding.hpp"

namespace core {

class LegWorker {
 public:
  LegWorker(Schedule& schedule, Trips& trips, const Task& task)
      : s_(schedule), g_(schedule.ground), trips_(trips), task_(task), joiner_(schedule) {}

  Rng* chance = nullptr;
  int blink = 0;
  bool finely = false;  // whether any number of pieces may be left for another trip, not half of one lot
  bool once = false;  // one trip and no more
  Minute beat = NEVER;  // when a trip ends then or later, the caller undoes all of it: nothing is answered

  // Books voyages for the lots; what they set down at the leg's end. Some lots stay when nothing can take them.
  // When what waits for this leg finds no room, `full` says where and the caller undoes all of it.
  std::vector<Lot> carry(std::vector<Lot> lots, Full* full) {
    std::vector<Lot> done;
    std::sort(lots.begin(), lots.end(), [](const Lot& a, const Lot& b) {
      return std::tie(a.stands_from, a.line, a.from, a.pieces) < std::tie(b.stands_from, b.line, b.from, b.pieces);
    });
    if (chance && lots.size() > 1 && chance->below(65536) < blink)  // now and then others are packed first
      for (std::size_t i = lots.size(); --i > 0;)
        std::swap(lots[i], lots[static_cast<std::size_t>(chance->below(static_cast<int>(i) + 1))]);
    bid(lots);
    Option last;
    while (!lots.empty()) {
      Option option = last.own() ? again(lots, last) : Option{};
      last = Option{};
      if (!option.is()) option = best(lots);
      if (!option.is() && beat < NEVER) return {};
      if (!option.is()) break;
      if (ends(option) >= beat) return {};
      int voyage = book(lots, option);
      if (voyage < 0) {
        refuse(option);
        continue;
      }
      if (!settle(lots, option, voyage, full, &done)) return {};
      take(&lots, option.packed);
      if (once) return done;
      last = std::move(option);
    }
    leave(lots, full);
    return full->place >= 0 ? std::vector<Lot>{} : done;
  }

  // Take the lots aboard a voyage that runs as it is, when they fit and may go so; unasked when it is under way.
  bool adopt(int number, const std::vector<Lot>& lots, bool unasked) {
    const Voyage& v = s_.voyages[number];
    Option option;
    option.packed = pack(g_, lots, v.fleet, v.freight, true, v.run.begin());
    if (!option.packed.is()) return false;
    Minute depart = v.run.at[0].closes;
    bool in_time = depart >= task_.leave_from && depart < task_.leave_before &&
                   v.run.at[v.run.stops - 1].opens >= task_.set_down_from;
    if (!unasked && (!in_time || !suits(s_.paths[v.run.path], lots, option.packed))) return false;
    option.joining = joiner_.attempt(number, option.packed, task_);
    if (unasked) {
      option.joining.voyage = number, option.joining.run = v.run;
      option.joining.freight = v.freight.plus(option.packed.freight);
    }
    if (!option.joining.is() || !same(option.joining.run, v.run)) return false;
    std::size_t mark = s_.mark();
    if (book(lots, option, unasked) < 0) return false;
    Full full;
    std::vector<Lot> done;
    if (settle(lots, option, number, &full, &done) || unasked) return true;
    s_.undo(mark);
    return false;
  }

 private:
  static bool same(const Run& one, const Run& other) {
    return one.begin() == other.begin() && one.end() == other.end();
  }

  static constexpr int JOINS_MAX = 4, JOIN_LOOKS = 200;
  static constexpr std::size_t GAPS = 6;  // of a fleet along a path that are tried before all others

  struct Merit {  // lower is better
    Minute finish = NEVER;  // of all the lots, or the aim if that is later
    std::int64_t cost = 0;
    Minute end = NEVER;
    int tie = 0;
    bool operator<(const Merit& o) const {
      return std::tie(finish, cost, end, tie) < std::tie(o.finish, o.cost, o.end, o.tie);
    }
  };
  using Promise = std::pair<Minute, std::int64_t>;

  struct Option {
    Packed packed;
    Merit merit;
    Slot slot;
    Joining joining;
    int bidder = -1;
    bool own() const { return slot.is(); }
    bool is() const { return slot.is() || joining.is(); }
  };

  void bid(const std::vector<Lot>& lots) {
    const Leg& leg = task_.leg;
    for (int f = 0; f < static_cast<int>(g_.fleets.size()); ++f) {
      const Fleet& fleet = g_.fleets[f];
      if (fleet.mode != leg.mode || !fleet.count || !g_.stops[f][leg.origin] || !g_.stops[f][leg.destination]) continue;
      if (!takes_any(lots, f)) continue;
      Bidder b{};
      b.fleet = f, b.end = -1;
      b.minutes = g_.moving(fleet, s_.paths.likely(leg.mode, leg.origin, leg.destination));
      b.empty = s_.nearest(f, leg.origin);
      b.travel = with_rest(b.minutes, fleet.duty);
      b.comes = std::max(g_.start, fleet.opens) + b.empty;
      bidders_.push_back(std::move(b));
      kinds_ = std::max(kinds_, fleet.kind + 1);
    }
  }

  bool takes_any(const std::vector<Lot>& lots, int fleet) const {
    for (const Lot& lot : lots)
      if (g_.takes[g_.lines[lot.line].shape][fleet]) return true;
    return false;
  }

  // One more full trip of the fleet that was best, when it finishes no later than it promised then, or still before
  // what any rival promised.
  Option again(const std::vector<Lot>& lots, const Option& last) {
    Bidder& bidder = bidders_[last.bidder];
    if (bidder.refused) return {};
    packed_.assign(kinds_, {false, {}});
    bidder.refined = false;
    useful_ = std::min(beat - 1, std::max(last.merit.finish, rival_.first));
    Option own = own_slot(lots, last.bidder);
    if (!own.is() || own.packed.count != last.packed.count) return {};
    bool ahead = own.merit.finish <= last.merit.finish || Promise{own.merit.finish, own.merit.cost} <= rival_;
    return ahead ? own : Option{};
  }

  // The best option. Fleets are asked in the order of what they could do at best, until none can beat the best; an
  // old answer serves as such a bound, for bookings only make answers worse.
  Option best(const std::vector<Lot>& lots) {
    packed_.assign(kinds_, {false, {}});
    Option best = best_join(lots);
    useful_ = std::min(beat - 1, best.merit.finish);
    struct Turn {
      Promise promise;
      int bidder;
      bool operator>(const Turn& o) const { return std::tie(promise, bidder) > std::tie(o.promise, o.bidder); }
    };
    std::vector<Turn> front;
    for (int b = 0; b < static_cast<int>(bidders_.size()); ++b) {
      bidders_[b].fresh = bidders_[b].refined = false;
      front.push_back({promise(lots, bidders_[b]), b});
    }
    std::make_heap(front.begin(), front.end(), std::greater<>{});
    rival_ = {NEVER, 0};
    while (!front.empty()) {
      std::pop_heap(front.begin(), front.end(), std::greater<>{});
      Turn turn = front.back();
      front.pop_back();
      Bidder& bidder = bidders_[turn.bidder];
      if (turn.promise.first >= NEVER ||
          (best.is() && turn.promise >= Promise{best.merit.finish, best.merit.cost})) {
        rival_ = std::min(rival_, turn.promise);
        break;
      }
      if (bidder.fresh || bidder.refused) continue;
      if (turn.promise.first - bidder.waves > useful_) {
        rival_ = std::min(rival_, turn.promise);
        continue;
      }
      if (!bidder.refined) {
        Promise closer = refine(lots, turn.bidder, turn.promise);
        if (closer > turn.promise) {
          front.push_back({closer, turn.bidder});
          std::push_heap(front.begin(), front.end(), std::greater<>{});
          continue;
        }
      }
      bidder.fresh = true;
      if (chance && chance->below(65536) < blink) continue;
      Option own = own_slot(lots, turn.bidder);
      bidder.end = own.is() ? own.slot.end() : useful_ < g_.end ? useful_ + 1 : NEVER;
      tell(bidder, packed(lots, bidder), bidder.end);
      if (own.is() && (!best.is() || own.merit < best.merit)) std::swap(own, best);
      if (own.is()) rival_ = std::min(rival_, Promise{own.merit.finish, own.merit.cost});
      useful_ = std::min(useful_, best.merit.finish);
    }
    return best;
  }

  const Packed& packed(const std::vector<Lot>& lots, const Bidder& bidder) {
    auto& [known, found] = packed_[g_.fleets[bidder.fleet].kind];
    if (known) return found;
    known = true;
    const bool fewer = chance && !task_.r.together && chance->below(65536) < blink;
    return found = pack(g_, fewer ? some_of(lots) : lots, bidder.fleet, {}, task_.r.together);
  }

  // The lots, some of them left for another trip.
  std::vector<Lot> some_of(std::vector<Lot> lots) const {
    const std::size_t sure = static_cast<std::size_t>(chance->below(static_cast<int>(lots.size())));
    for (std::size_t i = 0; i < lots.size(); ++i) {
      if (i == sure && lots.size() > 1) continue;
      if (!chance->below(2)) continue;
      std::int64_t& pieces = lots[i].pieces;
      if (finely) pieces = chance->below(2) ? i == sure : 1 + chance->below(static_cast<int>(pieces));
      else pieces = i == sure ? (pieces + 1) / 2 : 0;
    }
    return lots;
  }

  // Finish (or the aim, if that is later) and cost that the fleet will hardly beat: by distance, then by its last word.
  Promise promise(const std::vector<Lot>& lots, Bidder& bidder) {
    const Fleet& fleet = g_.fleets[bidder.fleet];
    const Packed& p = packed(lots, bidder);
    if (!p.is() || bidder.refused) return {NEVER, 0};
    Minute end;
    if (bidder.end < 0) {
      Minute leave_by = std::max(std::max(bidder.comes, p.stands_from) + fleet.load, task_.leave_from);
      end = leave_by + bidder.travel + fleet.unload;
      const Schedule::Told* told = s_.told(bidder.fleet, task_.leg.origin, task_.leg.destination);
      if (told && told->ready <= ready_for(p))
        end = told->end >= NEVER ? NEVER : std::max(end, told->end - slack_of(fleet, p));
    } else {
      end = bidder.end >= NEVER ? NEVER : std::max(0, bidder.end - slack_of(fleet, p));
    }
    if (end >= NEVER) return {NEVER, 0};
    bidder.waves = waves(lots, p, fleet, bidder.minutes);
    return {std::max(end + bidder.waves, task_.aim), cost(lots, p, fleet, bidder.minutes + bidder.empty)};
  }

  // The promise with its real paths, where its carriers stand, what they and the slots are booked for.
  Promise refine(const std::vector<Lot>& lots, int number, Promise old) {
    Bidder& bidder = bidders_[number];
    const Fleet& fleet = g_.fleets[bidder.fleet];
    const Packed& p = packed(lots, bidder);
    look(lots, bidder, p);
    if (bidder.found.empty()) return {NEVER, 0};
    Minute finish = NEVER, earliest = NEVER;
    std::int64_t least = INT64_MAX;
    for (std::size_t i = 0; i < bidder.found.size(); ++i) {
      const Path& path = s_.paths[bidder.found[i]];
      Minute end = trips_.promise(bidder.fleet, path, errand_of(fleet, p, path), bidder.gaps[i]);
      earliest = std::min(earliest, end);
      if (end < NEVER) finish = std::min(finish, end + waves(lots, p, fleet, path.minutes));
      Minute empty = NEVER;
      for (const Gap& gap : bidder.gaps[i]) empty = std::min(empty, gap.reach);
      least = std::min(least, cost(lots, p, fleet, path.minutes + (empty >= NEVER ? 0 : empty)));
    }
    tell(bidder, p, earliest);
    if (finish >= NEVER) return useful_ < g_.end ? std::max(old, Promise{useful_ + 1, 0}) : Promise{NEVER, 0};
    return std::max(old, Promise{std::max(finish, task_.aim), least});
  }

  // From when on the loads may leave.
  Minute ready_for(const Packed& p) const { return std::max({p.stands_from, task_.leave_from, g_.start}); }

  // Let others know when a trip of the fleet would end at the earliest.
  void tell(const Bidder& bidder, const Packed& p, Minute end) {
    Schedule::Told* told = s_.told(bidder.fleet, task_.leg.origin, task_.leg.destination);
    if (!told || bidder.limited || end >= NEVER) return;
    Minute ready = ready_for(p);
    if (told->ready > ready || told->end <= end) *told = {ready, end};
  }

  // Find the fleet's paths and gaps, once a round.
  void look(const std::vector<Lot>& lots, Bidder& bidder, const Packed& p) {
    if (bidder.refined) return;
    bidder.refined = true;
    bidder.found = paths_for(lots, bidder, p);
    bidder.gaps.resize(bidder.found.size());
    const Fleet& fleet = g_.fleets[bidder.fleet];
    for (std::size_t i = 0; i < bidder.found.size(); ++i) {
      const Path& path = s_.paths[bidder.found[i]];
      trips_.gaps(bidder.fleet, path, errand_of(fleet, p, path), GAPS, &bidder.gaps[i]);
    }
  }

  std::vector<int> paths_for(const std::vector<Lot>& lots, Bidder& bidder, const Packed& p) {
    std::vector<int> fit;
    if (!p.is()) return fit;
    Aboard aboard{task_.m.owner, p.natures, task_.origin};
    const Fleet& fleet = g_.fleets[bidder.fleet];
    const Leg& leg = task_.leg;
    if (!bidder.known || bidder.known_natures != p.natures || bidder.known_limited != bidder.limited) {
      bidder.known = &s_.paths.find(fleet, bidder.fleet, leg.origin, leg.destination, aboard, bidder.limited);
      bidder.known_natures = p.natures, bidder.known_limited = bidder.limited;
    }
    for (int number : *bidder.known)
      if (suits(s_.paths[number], lots, p)) fit.push_back(number);
    return fit;
  }

  // Whether the path bears the loads and stops at no port they must pass later or have passed.
  bool suits(const Path& path, const std::vector<Lot>& lots, const Packed& p) const {
    for (auto [lot, count] : p.taken)
      if (!path.bears(g_.lines[lots[lot].line], task_.leg.mode)) return false;
    for (std::size_t i = 0; i + 1 < path.hops.size(); ++i)
      for (int point : task_.waypoints)
        if (s_.paths.ways[path.hops[i].way].destination == point) return false;
    return true;
  }

  Errand errand_of(const Fleet& fleet, const Packed& p, const Path& path) const {
    Errand errand{work_minutes(g_.places[task_.leg.origin], fleet.load, p.freight),
            work_minutes(g_.places[task_.leg.destination], fleet.unload, p.freight),
            std::max({p.stands_from, g_.start, fleet.opens}), task_.leave_from, task_.set_down_from,
            std::min(g_.end, useful_)};
    return trips_.lawful(fleet, path, errand);
  }

  Minute slack_of(const Fleet& fleet, const Packed& p) const {
    return slack(g_.places[task_.leg.origin], g_.places[task_.leg.destination], fleet, p);
  }

  Option own_slot(const std::vector<Lot>& lots, int number) {
    Bidder& bidder = bidders_[number];
    const Fleet& fleet = g_.fleets[bidder.fleet];
    const Packed& p = packed(lots, bidder);
    if (!p.is()) return {};
    look(lots, bidder, p);
    Slot slot;
    for (std::size_t i = 0; i < bidder.found.size(); ++i) {
      const Errand errand = errand_of(fleet, p, s_.paths[bidder.found[i]]);
      slot = trips_.find(bidder.fleet, bidder.found[i], errand, bidder.gaps[i], slot);
    }
    for (std::size_t i = 0; i < bidder.found.size() && !slot.is(); ++i) {  // what promised most may all fail
      if (bidder.gaps[i].size() < GAPS) continue;
      const Errand errand = errand_of(fleet, p, s_.paths[bidder.found[i]]);
      trips_.gaps(bidder.fleet, s_.paths[bidder.found[i]], errand, SIZE_MAX, &bidder.gaps[i]);
      slot = trips_.find(bidder.fleet, bidder.found[i], errand, bidder.gaps[i], slot);
    }
    if (!slot.is() || slot.run.at[0].closes >= task_.leave_before) return {};
    Minute minutes = s_.paths[slot.run.path].minutes;
    Option option;
    option.packed = p, option.slot = slot, option.bidder = number;
    Minute finish = slot.end() + waves(lots, p, fleet, minutes);
    option.merit = {std::max(finish, task_.aim), cost(lots, p, fleet, minutes + slot.empty), finish, bidder.fleet};
    return option;
  }

  Option best_join(const std::vector<Lot>& lots) {
    Option best;
    bool seats = g_.lines[lots.front().line].pax && !task_.r.together;
    const std::vector<int>& alike = s_.alike(task_.leg.mode, task_.leg.origin, task_.leg.destination, seats);
    auto it = std::lower_bound(alike.begin(), alike.end(), std::max(task_.leave_from, task_.set_down_from),
                               [&](int v, Minute m) { return s_.voyages[v].run.end() < m; });
    int looked = 0, seen = 0;
    for (; it != alike.end() && looked < JOINS_MAX && seen < JOIN_LOOKS; ++it, ++seen) {
      if (!may_take(lots, *it)) continue;
      Option option = join(lots, *it);
      if (!option.is()) {
        unfit_.push_back(*it);
        continue;
      }
      ++looked;
      if (!best.is() || option.merit < best.merit) best = std::move(option);
    }
    return best;
  }

  bool may_take(const std::vector<Lot>& lots, int number) const {
    const Voyage& v = s_.voyages[number];
    if (v.frozen || !g_.stops[v.fleet][task_.leg.origin]) return false;
    Minute depart = v.run.at[0].closes;
    if (depart < task_.leave_from || depart >= task_.leave_before) return false;
    if (v.run.at[v.run.stops - 1].opens < task_.set_down_from) return false;
    if (std::find(unfit_.begin(), unfit_.end(), number) != unfit_.end()) return false;
    for (const Lot& lot : lots) {
      const Line& line = g_.lines[lot.line];
      if (g_.takes[line.shape][v.fleet] && room_for(line, 1, g_.fleets[v.fleet], v.freight) > 0) return true;
    }
    return false;
  }

  Option join(const std::vector<Lot>& lots, int number) {
    const Voyage& v = s_.voyages[number];
    Packed p = pack(g_, lots, v.fleet, v.freight, task_.r.together, v.run.begin());
    if (!p.is() || !suits(s_.paths[v.run.path], lots, p)) return {};
    Option option;
    option.joining = joiner_.attempt(number, p, task_);
    if (!option.joining.is()) return {};
    std::int64_t rest = -p.count;
    for (const Lot& lot : lots) rest += lot.pieces;
    Minute end = option.joining.run.end();
    option.merit = {std::max(end, task_.aim), rest, end, v.carrier};
    option.packed = std::move(p);
    return option;
  }

  static Minute ends(const Option& option) {
    return option.joining.is() ? option.joining.run.end() : option.slot.end();
  }

  // Book it and count its loads; -1, and nothing changed, when a consent's limit is passed.
  int book(const std::vector<Lot>& lots, const Option& option, bool unasked = false) {
    std::size_t mark = s_.mark();
    std::vector<Load> loads;
    for (auto [lot, count] : option.packed.taken) loads.push_back({lots[lot].line, lots[lot].from, count});
    int number;
    std::vector<std::pair<int, int>> consents;
    if (option.joining.is()) {
      number = option.joining.voyage;
      s_.join(number, option.joining.run, option.joining.freight, loads);
      consents = option.joining.consents;
    } else {
      const Slot& slot = option.slot;
      Voyage v;
      v.carrier = slot.carrier, v.fleet = slot.fleet, v.run = slot.run, v.approach = slot.approach;
      v.freight = option.packed.freight, v.loads = loads;
      number = s_.book(std::move(v), slot.index, slot.onward.is() ? &slot.onward : nullptr);
      Aboard aboard{task_.m.owner, option.packed.natures, task_.origin};
      Manifest manifest{option.packed.natures, g_.owners[task_.m.owner].task};
      joiner_.permitted(g_.fleets[slot.fleet], slot.run, aboard, manifest, &consents);
    }
    charges_.assign(option.packed.taken.size(), {});
    int carrier = g_.fleets[s_.voyages[number].fleet].nation;
    for (std::size_t i = 0; i < option.packed.taken.size(); ++i)
      for (auto [consent, hops] : consents) {
        int actor = s_.law.consents[consent].actor;
        if (actor != g_.owners[task_.m.owner].nation && actor != carrier) continue;
        auto [lot, count] = option.packed.taken[i];
        charges_[i].push_back({consent, count * hops});
        if (!s_.count_consent(consent, lots[lot].line, count * hops) && !unasked) {
          s_.undo(mark);
          return -1;
        }
      }
    return number;
  }

  void refuse(const Option& option) {
    if (option.joining.is()) {
      unfit_.push_back(option.joining.voyage);
      return;
    }
    Bidder& bidder = bidders_[option.bidder];
    (bidder.limited || !s_.paths[option.slot.run.path].limited ? bidder.refused : bidder.limited) = true;
    bidder.end = -1;
  }

  // Let the lots wait for the voyage where they stand, and note what it carries.
  bool settle(const std::vector<Lot>& lots, const Option& option, int voyage, Full* full, std::vector<Lot>* done) {
    const int place = task_.leg.origin;
    const Minute begin = s_.voyages[voyage].run.begin();
    for (std::size_t i = 0; i < option.packed.taken.size(); ++i) {
      auto [number, count] = option.packed.taken[i];
      const Lot& lot = lots[number];
      Carriage carriage{voyage, lot.line, lot.from, count, task_.leg_number, task_.final, {0, 0}, charges_[i]};
      if (lot.from >= 0 && g_.places[place].stores()) {
        carriage.stored = {lot.stands_from, begin};
        Freight freight = g_.lines[lot.line].freight(count);
        if (carriage.stored.opens < begin && !s_.put(place, carriage.stored, freight)) {
          *full = {place, s_.room_from(place, carriage.stored, freight)};
          return false;
        }
      }
      s_.note(task_.movement, std::move(carriage));
      done->push_back({lot.line, count, s_.voyages[voyage].run.end(), voyage});
    }
    return true;
  }

  static void take(std::vector<Lot>* lots, const Packed& p) {
    for (auto [number, count] : p.taken) (*lots)[number].pieces -= count;
    lots->erase(std::remove_if(lots->begin(), lots->end(), [](const Lot& l) { return l.pieces == 0; }), lots->end());
  }

  // Let lots that nothing carries on stand where they are.
  void leave(const std::vector<Lot>& lots, Full* full) {
    const int place = task_.leg.origin;
    if (!g_.places[place].stores()) return;
    for (const Lot& lot : lots) {
      if (lot.from < 0) continue;
      Span span{lot.stands_from, NEVER};
      if (!s_.put(place, span, g_.lines[lot.line].freight(lot.pieces))) *full = {place, NEVER};
      else s_.note(task_.movement, {-1, lot.line, lot.from, lot.pieces, task_.leg_number, false, span, {}});
    }
  }

  Schedule& s_;
  const Ground& g_;
  Trips& trips_;
  const Task& task_;
  Joiner joiner_;
  std::vector<Bidder> bidders_;
  int kinds_ = 0;
  std::vector<std::pair<bool, Packed>> packed_;
  std::vector<int> unfit_;  // voyages that cannot take any of the loads
  std::vector<std::vector<std::pair<int, std::int64_t>>> charges_;
  Promise rival_{NEVER, 0};
  Minute useful_ = NEVER;  // what would end later is not looked for
};

}  // namespace core
