// A better plan by large neighbourhood search: a few related requirements out, and in again in another order.
//
// Shaw 1998; blinks after Christiaens and Vanden Berghe 2020 (SISR); acceptance by record to record, Dueck 1993.
#pragma once
#include <chrono>
#include <cmath>

#include "draft.hpp"

namespace core {

struct Effort {
  double seconds = 0;        // 0: no limit
  std::int64_t rounds = 0;   // neighbourhoods tried at most
  std::uint64_t seed = 0;
  std::vector<int> around;   // requirements to begin from; empty: any that is late
};

class Search {
 public:
  Search(Draft& draft, const Effort& effort) : d_(draft), g_(draft.g), effort_(effort), rng_{effort.seed + 1} {
    rank_near();
  }

  std::int64_t tried = 0, taken = 0;

  // Improve the draft until the effort is spent; `tell` hears of it and stops the search by saying no.
  template <class Tell>
  void run(Tell tell) {
    auto begun = std::chrono::steady_clock::now();
    auto elapsed = [&] {
      return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    };
    double told = 0;
    d_.dispatcher.chance = &rng_;
    while (tried < effort_.rounds && (d_.total().undelivered || d_.total().lateness)) {
      if ((tried & 15) == 0) {
        double now = elapsed();
        if (effort_.seconds > 0 && now >= effort_.seconds) break;
        if (now >= told + TELL_SECONDS) {
          told = now;
          if (!tell(tried)) break;
        }
      }
      ++tried;
      step();
    }
    d_.roll_back({});
    Dispatcher& to = d_.dispatcher;
    to.chance = nullptr, to.blink = to.skip = to.stray = 0, to.splits = to.mixes = to.finely = false;
  }

 private:
  static constexpr int MOST = 12, SPLITS = 40;  // one in so many sends what is late load by load too
  static constexpr int SKIP = 2600;  // so often in 65536 the next source of a capability is tried before the first
  static constexpr int AWAY = 12, PATIENCE = 200;  // steps away from the best; steps without a better one before
  static constexpr std::size_t FEW = 8;  // requirements: with no more, bolder choices are cheap
  static constexpr double TELL_SECONDS = 0.1;

  void step() {
    refresh_late();
    std::vector<int> out = choose();
    if (out.empty() || !close_under_after(&out)) return;
    if (away_ == 0) record_ = d_.total(), cost_ = d_.schedule.cost(), slack_ = draw_slack();
    const Draft::Mark mark = d_.mark();
    order(&out);
    const bool apart = choose_ways();
    for (auto it = out.rbegin(); it != out.rend(); ++it) d_.remove(*it);
    const Worth limit = record_.plus(slack_);
    if (apart) put_in_parts(&out);
    const bool stands = (apart || put(out, limit)) && !(limit < d_.total());
    if (stands && (d_.total() < record_ || (d_.total() == record_ && d_.schedule.cost() <= cost_))) {
      if (d_.total() < record_) ++taken, idle_ = 0;
      d_.commit();
      away_ = 0;
      return;
    }
    ++idle_;
    if (!stands) d_.roll_back(mark);
    if ((stands || away_) && ++away_ >= AWAY) d_.roll_back({}), away_ = 0;
  }

  // How boldly choices are passed over this time; whether what is out is placed part by part.
  bool choose_ways() {
    Dispatcher& to = d_.dispatcher;
    const bool few = g_.requirements.size() <= FEW;
    to.blink = rng_.below(4) ? 0 : few ? 650 << rng_.below(6) : 650;
    to.splits = rng_.below(few ? 2 : SPLITS) == 0;
    to.skip = !few ? SKIP : rng_.below(2) ? 0 : 8 * SKIP;
    to.finely = few;
    to.mixes = few && rng_.below(2);
    const bool apart = few && rng_.below(3) == 0;
    to.stray = !few || rng_.below(2) ? 0 : 16000;
    return apart;
  }

  // By how much a plan on the way to a better one may be worse than the best: most often, and while better ones are
  // found by themselves, by nothing.
  Worth draw_slack() {
    const int few = g_.requirements.size() > FEW ? 0 : 1;
    if (idle_ < (few ? 20 : PATIENCE) || rng_.below(2)) return {};
    const std::int64_t parts = std::int64_t{2} << rng_.below(8);
    return {few ? record_.undelivered / parts : 0, record_.late() / parts, 0};
  }

  // Place them in turn; false once those placed alone make it worse than the limit, whatever the others come to.
  bool put(const std::vector<int>& out, const Worth& limit) {
    d_.settle();
    Worth open;  // what those not placed yet add while they are out
    for (int r : out) open = open.plus(d_.worth(r));
    for (int r : out) {
      open = open.minus(d_.worth(r));
      d_.place(r);
      d_.settle();
      if (limit < d_.total().minus(open)) return false;
    }
    return true;
  }

  // Place a part of each in turn, then of each what it still lacks.
  void put_in_parts(std::vector<int>* out) {
    d_.dispatcher.part = true;
    for (int r : *out) d_.place(r);
    d_.dispatcher.part = false;
    d_.settle();
    order(out);
    for (int r : *out) {
      d_.complete(r);
      d_.settle();
    }
  }

  // Requirements that are late or unmet, drawn by how much.
  void refresh_late() {
    if (tried % 64 != 1 && !late_.empty()) return;
    late_.clear(), late_sum_.clear();
    double sum = 0;
    if (!effort_.around.empty()) {
      for (int r : effort_.around) weigh(r, &sum);
      return;
    }
    for (int r = 0; r < static_cast<int>(g_.requirements.size()); ++r) weigh(r, &sum);
  }

  void weigh(int r, double* total) {
    double& sum = *total;
    {
      const Worth& w = d_.worth(r);
      if (!w.undelivered && !w.lateness) return;
      sum += std::sqrt(static_cast<double>(w.lateness) + static_cast<double>(w.undelivered));
      late_.push_back(r), late_sum_.push_back(sum);
    }
  }

  int draw_late() {
    if (late_.empty()) return -1;
    double at = rng_.unit() * late_sum_.back();
    auto it = std::lower_bound(late_sum_.begin(), late_sum_.end(), at);
    return late_[std::min<std::size_t>(static_cast<std::size_t>(it - late_sum_.begin()), late_.size() - 1)];
  }

  std::vector<int> choose() {
    std::vector<int> out;
    int first = draw_late();
    if (first < 0) return out;
    add(&out, first);
    if (out.empty()) return out;
    const int wanted = 2 + rng_.below(7), kind = rng_.below(10);
    for (int i = 0; i < 4 * wanted && static_cast<int>(out.size()) < wanted; ++i) {
      int anchor = out[rng_.below(static_cast<int>(out.size()))];
      if (kind < 6) add_rivals(&out, anchor, wanted);
      else if (kind < 9) add_near(&out, anchor);
      else add(&out, draw_late());
    }
    return out;
  }

  // Who rides the same carrier shortly before or together, or the same way at about the time.
  void add_rivals(std::vector<int>* out, int requirement, int wanted) {
    const Carriage* c = any_carriage(requirement);
    if (!c) {
      add_near(out, requirement);
      return;
    }
    const Voyage& v = d_.schedule.voyages[c->voyage];
    if (rng_.below(2)) {
      const auto& line = d_.schedule.timelines[v.carrier];
      int index = d_.schedule.index_of(c->voyage) - rng_.below(4);
      for (int i = std::max(0, index); i <= index + 1 && i < static_cast<int>(line.size()); ++i)
        add_aboard(out, line[i].voyage, wanted);
    } else {
      const Path& path = d_.schedule.paths[v.run.path];
      const auto& alike = d_.schedule.alike(g_.fleets[v.fleet].mode, path.origin, path.destination, rng_.below(2));
      auto it = std::lower_bound(alike.begin(), alike.end(), v.run.end(),
                                 [&](int a, Minute m) { return d_.schedule.voyages[a].run.end() < m; });
      std::ptrdiff_t at = (it - alike.begin()) - rng_.below(6) + 1;
      if (at >= 0 && at < static_cast<std::ptrdiff_t>(alike.size())) add_aboard(out, alike[at], wanted);
    }
  }

  const Carriage* any_carriage(int requirement) {
    std::vector<const Carriage*> all;
    for (int m : d_.serving(requirement))
      for (const Carriage& c : d_.schedule.placed[m])
        if (c.voyage >= 0) all.push_back(&c);
    return all.empty() ? nullptr : all[rng_.below(static_cast<int>(all.size()))];
  }

  void add_aboard(std::vector<int>* out, int voyage, int wanted) {
    const auto& loads = d_.schedule.voyages[voyage].loads;
    if (loads.empty()) return;
    std::size_t start = static_cast<std::size_t>(rng_.below(static_cast<int>(loads.size())));
    for (std::size_t i = 0; i < loads.size() && static_cast<int>(out->size()) < wanted; ++i)
      add(out, g_.movements[g_.lines[loads[(start + i) % loads.size()].line].movement].requirement);
  }

  // Who goes to the same place at about the same date.
  void add_near(std::vector<int>* out, int requirement) {
    int at = place_in_near_[requirement] + rng_.below(31) - 15;
    if (at >= 0 && at < static_cast<int>(near_.size())) add(out, near_[at]);
  }

  void rank_near() {
    near_.resize(g_.requirements.size());
    std::iota(near_.begin(), near_.end(), 0);
    std::sort(near_.begin(), near_.end(), [&](int a, int b) {
      const Requirement &x = g_.requirements[a], &y = g_.requirements[b];
      return std::tie(x.destination, x.rdd, a) < std::tie(y.destination, y.rdd, b);
    });
    place_in_near_.resize(near_.size());
    for (std::size_t i = 0; i < near_.size(); ++i) place_in_near_[near_[i]] = static_cast<int>(i);
  }

  void add(std::vector<int>* out, int requirement) {
    if (requirement < 0 || static_cast<int>(out->size()) >= MOST || fixed(requirement)) return;
    if (std::find(out->begin(), out->end(), requirement) == out->end()) out->push_back(requirement);
  }

  bool fixed(int requirement) const {
    for (int m : d_.serving(requirement))
      for (const Carriage& c : d_.schedule.placed[m])
        if (c.voyage >= 0 && d_.schedule.voyages[c.voyage].frozen) return true;
    return false;
  }

  // What comes after one taken out is taken out too, and follows it in the list; false when any of it is under way.
  bool close_under_after(std::vector<int>* out) {
    for (std::size_t i = 0; i < out->size(); ++i)
      for (int later : g_.requirements[(*out)[i]].before) {
        if (fixed(later)) return false;
        if (std::find(out->begin(), out->end(), later) == out->end()) out->push_back(later);
      }
    return true;
  }

  // An order by weight, date, lateness or chance, none before those it comes after.
  void order(std::vector<int>* out) {
    const int by = rng_.below(4);
    std::vector<std::pair<double, int>> keyed;
    for (int r : *out) {
      const Requirement& q = g_.requirements[r];
      double noise = 0.8 + 0.4 * rng_.unit(), key = 0;
      if (by == 0) key = -static_cast<double>(q.weight) * noise;
      if (by == 1) key = (q.rdd - g_.start) * noise;
      if (by == 2) key = -(static_cast<double>(d_.worth(r).lateness + d_.worth(r).undelivered)) * noise;
      if (by == 3) key = noise;
      keyed.push_back({key, r});
    }
    std::sort(keyed.begin(), keyed.end());
    std::vector<int> sorted;
    std::vector<char> in(keyed.size(), 0);
    while (sorted.size() < keyed.size()) {
      std::size_t before = sorted.size();
      for (std::size_t i = 0; i < keyed.size(); ++i) {
        if (in[i] || awaits(keyed, in, keyed[i].second)) continue;
        in[i] = 1;
        sorted.push_back(keyed[i].second);
        break;
      }
      if (sorted.size() == before) break;
    }
    *out = sorted;
  }

  bool awaits(const std::vector<std::pair<double, int>>& keyed, const std::vector<char>& in, int r) const {
    for (int first : g_.requirements[r].after)
      for (std::size_t i = 0; i < keyed.size(); ++i)
        if (!in[i] && keyed[i].second == first) return true;
    return false;
  }

  Draft& d_;
  const Ground& g_;
  Effort effort_;
  Rng rng_;
  Worth record_, slack_;  // the best plan, and by how much one on the way to a better may be worse
  std::int64_t cost_ = 0;
  int away_ = 0, idle_ = 0;  // steps since the best plan, and since a better one was found
  std::vector<int> late_, near_, place_in_near_;
  std::vector<double> late_sum_;
};

}  // namespace core
