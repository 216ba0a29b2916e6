// A whole plan under construction: requirements placed in some order with the sources that serve them, and its worth.
#pragma once
#include <queue>

#include "dispatch.hpp"

namespace core {

constexpr std::int64_t PPM = 1000000;

// The first two parts of a plan's score, lower is better (planning rules, Score).
// `change` is the price of promises moved, weighed like lateness.
struct Worth {
  std::int64_t undelivered = 0, lateness = 0, change = 0;
  std::int64_t late() const { return lateness + change; }
  Worth plus(const Worth& o) const { return {undelivered + o.undelivered, lateness + o.lateness, change + o.change}; }
  Worth minus(const Worth& o) const { return {undelivered - o.undelivered, lateness - o.lateness, change - o.change}; }
  bool operator<(const Worth& o) const {
    return undelivered != o.undelivered ? undelivered < o.undelivered : late() < o.late();
  }
  bool operator==(const Worth& o) const { return undelivered == o.undelivered && late() == o.late(); }
};

class Draft {
 public:
  Draft(const Ground& ground, SpanBook& spans, Law& law, Paths& paths, Routes& routes)
      : g(ground), schedule(ground, spans, law, paths), dispatcher(schedule, routes), left_(ground.sources) {
    serving_.resize(ground.requirements.size());
    worth_.resize(ground.requirements.size());
    for (int r = 0; r < static_cast<int>(ground.requirements.size()); ++r) {
      worth_[r] = worth_of(r);
      total_.undelivered += worth_[r].undelivered, total_.lateness += worth_[r].lateness;
    }
  }

  const Ground& g;
  Schedule schedule;
  Dispatcher dispatcher;

  const Worth& total() const { return total_; }
  const Worth& worth(int requirement) const { return worth_[requirement]; }
  const std::vector<int>& serving(int requirement) const { return serving_[requirement]; }
  const std::vector<std::int64_t>& left() const { return left_; }  // pieces of each source not given

  // Make ready for movements told since, of capabilities alone.
  void grow() { schedule.grow(), dispatcher.grow(); }

  // From now on a requirement that closes at another minute than it does today costs so many minutes of its weight.
  void promise(Minute price) {
    price_ = price;
    promised_.resize(g.requirements.size());
    for (int r = 0; r < static_cast<int>(promised_.size()); ++r) promised_[r] = closed_at(r);
  }

  // Place every requirement, in the order given but none before those it comes after; what stands in a circle never.
  template <class Tell>
  void build(const std::vector<int>& order, Tell tell) {
    std::vector<int> rank(g.requirements.size(), -1), missing(g.requirements.size(), 0);
    for (std::size_t n = 0; n < order.size(); ++n) rank[order[n]] = static_cast<int>(n);
    std::priority_queue<int, std::vector<int>, std::greater<>> ready;
    for (int r : order) {
      for (int first : g.requirements[r].after) missing[r] += rank[first] >= 0;
      if (!missing[r]) ready.push(rank[r]);
    }
    int placed = 0;
    begin_adding(order.size());
    while (!ready.empty()) {
      int r = order[ready.top()];
      ready.pop();
      place(r);
      commit();
      tell(++placed);
      for (int later : g.requirements[r].before)
        if (rank[later] >= 0 && --missing[later] == 0) ready.push(rank[later]);
    }
    end_adding();
  }

  // Until `end_adding` requirements, so many, are placed and none with a place is taken out: that is quicker.
  void begin_adding(std::size_t count) {
    schedule.keep_told(true);
    dispatcher.routes_max = count > MANY ? 3 : 5;  // the search finds what that misses
  }
  void end_adding() {
    schedule.keep_told(false);
    dispatcher.routes_max = 5;
  }

  // Place all that may serve a requirement; only what is there already when what it comes after never closes.
  void place(int number) {
    const Requirement& r = g.requirements[number];
    keep(number);
    schedule.touch(number);
    Minute gate = ALWAYS;
    for (int first : r.after) gate = std::max(gate, closed_at(first));
    std::int64_t wanted = r.amount;
    for (int m : r.movements) {
      if (r.capability && wanted <= 0) break;
      const Movement& movement = g.movements[m];
      if (!has_source(movement) || (r.capability && dispatcher.passes_over())) continue;
      if (!movement.stays() && (gate >= NEVER || !dispatcher.place(m, gate))) continue;
      serve(number, m);
      wanted -= movement.covers;
    }
    if (r.capability) spare(number, -wanted);
  }

  // Place what a requirement still lacks beside what is there.
  void complete(int number) {
    const Requirement& r = g.requirements[number];
    if (r.capability || !worth_[number].undelivered) return;
    Minute gate = ALWAYS;
    for (int first : r.after) gate = std::max(gate, closed_at(first));
    if (gate >= NEVER) return;
    keep(number);
    schedule.touch(number);
    for (int m : r.movements) {
      const Movement& movement = g.movements[m];
      const bool serves = std::find(serving_[number].begin(), serving_[number].end(), m) != serving_[number].end();
      if (movement.stays() || (!serves && !has_source(movement))) continue;
      if (dispatcher.complete(m, gate) && !serves) serve(number, m);
    }
  }

  // Take a requirement out again.
  void remove(int number) {
    keep(number);
    schedule.touch(number);
    std::vector<int> gone = serving_[number];
    for (int m : gone) withdraw(number, m);
  }

  // When the requirement closes; NEVER when it does not.
  Minute closed_at(int number) const {
    const Requirement& r = g.requirements[number];
    Minute last = ALWAYS;
    std::int64_t covers = 0;
    for (int m : serving_[number]) {
      Minute end = end_of(m);
      if (end >= NEVER && !r.capability) return NEVER;
      if (end < NEVER) last = std::max(last, end), covers += g.movements[m].covers;
    }
    if (last == ALWAYS || (r.capability && covers < r.amount)) return NEVER;
    return last;
  }

  // Work out anew what may have changed in worth.
  void settle() {
    for (int r : schedule.touched) {
      Worth now = worth_of(r);
      total_.undelivered += now.undelivered - worth_[r].undelivered;
      total_.lateness += now.lateness - worth_[r].lateness;
      total_.change += now.change - worth_[r].change;
      worth_[r] = now;
    }
    schedule.untouch();
  }

  struct Mark {
    std::size_t acts = 0, kept = 0;
  };
  Mark mark() const { return {schedule.mark(), kept_.size()}; }

  void commit() {
    settle();
    stay();
  }

  // What was done is not taken back; what it is worth is worked out later.
  void stay() {
    schedule.forget();
    kept_.clear();
  }

  // Back to the mark, of the last commit unless another is named.
  void roll_back(Mark mark) {
    schedule.undo(mark.acts);
    for (; kept_.size() > mark.kept; kept_.pop_back()) {
      auto& [requirement, old] = kept_.back();
      for (int m : serving_[requirement]) give_back(g.movements[m]);
      serving_[requirement] = old;
      for (int m : old) take(g.movements[m]);
      schedule.touch(requirement);
    }
    settle();
  }

  // Serve a requirement by a movement whose trips are booked already.
  void adopt(int requirement, int movement) {
    keep(requirement);
    serve(requirement, movement);
    schedule.touch(requirement);
  }

  bool has_source(const Movement& m) const { return m.source < 0 || left_[m.source] >= m.takes; }

  // Who serves what, and of what is not served what still could be by the source it names.
  std::vector<int> assigned() const {
    std::vector<int> found;
    std::vector<std::int64_t> left = left_;
    for (int r = 0; r < static_cast<int>(g.requirements.size()); ++r) {
      const std::vector<int>& serving = serving_[r];
      found.insert(found.end(), serving.begin(), serving.end());
      if (g.requirements[r].capability) continue;
      for (int m : g.requirements[r].movements) {
        const Movement& movement = g.movements[m];
        if (std::find(serving.begin(), serving.end(), m) != serving.end()) continue;
        if (movement.source >= 0 && left[movement.source] < movement.takes) continue;
        if (movement.source >= 0) left[movement.source] -= movement.takes;
        found.push_back(m);
      }
    }
    return found;
  }

  // Put voyages that carry nothing out, where their carriers reach what follows without them.
  void drop(const std::vector<int>& emptied) {
    for (int number : emptied) {
      const Voyage& v = schedule.voyages[number];
      if (!v.live || v.frozen || !v.loads.empty() || schedule.is_coming(v)) continue;
      Run onward;
      if (dispatcher.trips().bridge(v.carrier, schedule.index_of(number), &onward))
        schedule.cancel(number, onward.is() ? &onward : nullptr);
    }
  }

 private:
  static constexpr std::size_t MANY = 8000;

  Worth worth_of(int number) const {
    const Requirement& r = g.requirements[number];
    Minute closed = closed_at(number);
    Worth worth;
    worth.lateness = r.weight * std::max(0, std::min(closed, g.end) - r.rdd);
    if (price_ && closed != promised_[number]) worth.change = r.weight * price_;
    std::int64_t missing = 0, whole = 1;
    if (r.capability) {
      missing = r.amount;
      for (int m : serving_[number])
        if (end_of(m) < NEVER) missing -= g.movements[m].covers;
      missing = std::max<std::int64_t>(0, missing), whole = std::max<std::int64_t>(1, r.amount);
    } else {
      std::int64_t all = 0;
      bool stays = false;
      for (int m : serving_[number]) stays |= g.movements[m].stays();
      for (int m : r.movements) {
        all += g.movements[m].whole;
        missing += dispatcher.missing(g.movements[m]);
      }
      if (!all) missing = closed >= NEVER;
      else whole = all, missing = stays ? 0 : missing;
    }
    worth.undelivered = (r.weight * missing * PPM + whole - 1) / whole;
    return worth;
  }

  Minute end_of(int m) const {
    const Movement& movement = g.movements[m];
    if (movement.stays()) return movement.ready;
    if (schedule.placed[m].empty() || dispatcher.missing(movement) > 0) return NEVER;
    Minute end = ALWAYS;
    for (const Carriage& c : schedule.placed[m])
      if (c.final) end = std::max(end, schedule.voyages[c.voyage].run.end());
    return end;
  }

  // Withdraw what is not needed: the least cover first, of these the last to arrive.
  void spare(int number, std::int64_t over) {
    std::vector<int> by_cover = serving_[number];
    std::stable_sort(by_cover.begin(), by_cover.end(), [&](int a, int b) {
      return std::make_pair(g.movements[a].covers, -end_of(a)) < std::make_pair(g.movements[b].covers, -end_of(b));
    });
    for (int m : by_cover)
      if (g.movements[m].covers <= over) {
        withdraw(number, m);
        over -= g.movements[m].covers;
      }
  }

  void serve(int requirement, int m) {
    serving_[requirement].push_back(m);
    take(g.movements[m]);
  }

  void withdraw(int requirement, int m) {
    std::vector<int> emptied;
    schedule.remove(m, &emptied);
    drop(emptied);
    auto& all = serving_[requirement];
    all.erase(std::find(all.begin(), all.end(), m));
    give_back(g.movements[m]);
  }

  void take(const Movement& m) {
    if (m.source >= 0) left_[m.source] -= m.takes;
  }
  void give_back(const Movement& m) {
    if (m.source >= 0) left_[m.source] += m.takes;
  }

  void keep(int number) { kept_.push_back({number, serving_[number]}); }

  std::vector<std::int64_t> left_;  // pieces of each source not given
  std::vector<std::vector<int>> serving_;
  std::vector<Worth> worth_;
  Worth total_;
  Minute price_ = 0;
  std::vector<Minute> promised_;  // by requirement, when it closed when the promise was made
  std::vector<std::pair<int, std::vector<int>>> kept_;  // who served before each change since the last commit
};

}  // namespace core
