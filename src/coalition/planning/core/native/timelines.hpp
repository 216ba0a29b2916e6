// Every carrier's voyages in order of time and, of each fleet, when and where its carriers stand free.
#pragma once
#include "voyage.hpp"

namespace core {

// A carrier free from the end of one voyage to the beginning of the next; `next` is where that begins, -1 for none.
struct Free {
  Minute begin, end;
  int place, next, carrier;
  bool operator<(const Free& o) const { return begin != o.begin ? begin < o.begin : carrier < o.carrier; }
};

// The free stretches of one fleet by when they begin, in blocks that know how long the longest of them lasts.
class FreeTimes {
 public:
  void add(const Free& free) {
    auto at = all_.insert(std::upper_bound(all_.begin(), all_.end(), free), free);
    renew(static_cast<std::size_t>(at - all_.begin()));
  }

  void remove(const Free& free) {
    auto at = all_.erase(std::lower_bound(all_.begin(), all_.end(), free));
    renew(static_cast<std::size_t>(at - all_.begin()));
  }

  // Those that begin by a minute and last until another, the latest first; `take` says whether to go on.
  template <class Take>
  bool around(Minute begin, Minute end, Take take) const {
    std::size_t i = after(begin);
    while (i > 0) {
      if (i % BLOCK == 0 && latest_[i / BLOCK - 1] < end) {
        i -= BLOCK;
        continue;
      }
      if (all_[--i].end >= end && !take(all_[i])) return false;
    }
    return true;
  }

  // Those that begin later, the first first.
  template <class Take>
  void later(Minute begin, Take take) const {
    for (std::size_t i = after(begin); i < all_.size(); ++i)
      if (!take(all_[i])) return;
  }

 private:
  static constexpr std::size_t BLOCK = 16;

  std::size_t after(Minute begin) const {
    return static_cast<std::size_t>(std::upper_bound(all_.begin(), all_.end(), begin,
                                                     [](Minute m, const Free& f) { return m < f.begin; }) -
                                    all_.begin());
  }

  void renew(std::size_t from) {
    latest_.resize((all_.size() + BLOCK - 1) / BLOCK);
    for (std::size_t block = from / BLOCK; block < latest_.size(); ++block) {
      Minute& latest = latest_[block] = ALWAYS;
      for (std::size_t i = block * BLOCK; i < std::min(all_.size(), (block + 1) * BLOCK); ++i)
        latest = std::max(latest, all_[i].end);
    }
  }

  std::vector<Free> all_;
  std::vector<Minute> latest_;
};

class Timelines {
 public:
  explicit Timelines(const Ground& ground) : g_(ground), lines_(static_cast<std::size_t>(ground.carriers)) {
    free_.resize(ground.fleets.size());
    for (int carrier = 0; carrier < ground.carriers; ++carrier) open(carrier, 0);
  }

  const std::vector<Entry>& operator[](int carrier) const { return lines_[static_cast<std::size_t>(carrier)]; }
  auto begin() const { return lines_.begin(); }
  auto end() const { return lines_.end(); }
  const FreeTimes& free(int fleet) const { return free_[static_cast<std::size_t>(fleet)]; }

  void insert(int carrier, int index, const Entry& entry) {
    shut(carrier, index);
    auto& line = lines_[carrier];
    line.insert(line.begin() + index, entry);
    open(carrier, index), open(carrier, index + 1);
  }

  void erase(int carrier, int index) {
    shut(carrier, index), shut(carrier, index + 1);
    auto& line = lines_[carrier];
    line.erase(line.begin() + index);
    open(carrier, index);
  }

  void replace(int carrier, int index, const Entry& entry) {
    shut(carrier, index), shut(carrier, index + 1);
    lines_[carrier][index] = entry;
    open(carrier, index), open(carrier, index + 1);
  }

 private:
  // When the carrier is free before its `index`-th voyage.
  Free before(int carrier, int index) const {
    const auto& line = lines_[carrier];
    const Fleet& fleet = g_.fleets[g_.fleet_of[carrier]];
    const bool last = index == static_cast<int>(line.size());
    const Minute from = std::max({g_.start, fleet.opens, index ? line[index - 1].end : ALWAYS});
    return {from, last ? NEVER : line[index].begin, index ? line[index - 1].to : fleet.home,
            last ? -1 : line[index].from, carrier};
  }

  // Whether no trip of the fleet is so short.
  bool is_too_short(const Free& free, const Fleet& fleet) const {
    return free.end - free.begin < std::max(1, fleet.load + fleet.unload);
  }

  void open(int carrier, int index) {
    const Free free = before(carrier, index);
    const int fleet = g_.fleet_of[carrier];
    if (!is_too_short(free, g_.fleets[fleet])) free_[fleet].add(free);
  }

  void shut(int carrier, int index) {
    const Free free = before(carrier, index);
    const int fleet = g_.fleet_of[carrier];
    if (!is_too_short(free, g_.fleets[fleet])) free_[fleet].remove(free);
  }

  const Ground& g_;
  std::vector<std::vector<Entry>> lines_;
  std::vector<FreeTimes> free_;
};

}  // namespace core
