// How a fleet gets from one place to another: the straight way, ways round whom law or closures shut out, and
// flights with technical stops. At most a few paths a question; which is best at a minute is for whoever asks.
#pragma once
#include <memory>

#include "law.hpp"

namespace core {

constexpr int STOPS_MAX = 8;  // stops of one run, its ends included

struct Hop {
  int way;
  Minute minutes;
};

struct Path {
  std::vector<Hop> hops;
  std::vector<const Gate*> gates;
  Minute minutes;
  int origin, destination;
  int height, mlc;  // the least of its ways; -1: nothing limits
  bool limited;     // whether some gate rests on a permission with limits
  bool bears(const Line& line, int mode) const {
    return (line.height < 0 || height < 0 || line.height <= height) &&
           (mode != ROAD || line.mlc < 0 || mlc < 0 || line.mlc <= mlc);
  }
};

// Ways of a path class between two places, clear of what the number `avoiding` stands for; how many, 0 for none.
using Finder = int (*)(int path_class, int origin, int destination, int avoiding, int* ways);
// What to avoid when these nations, and what is closed on these ways, are to be gone round too.
using Avoider = int (*)(int avoiding, const int* nations, int count, const int* ways, int ways_count, int origin,
                        int destination);
// Metres of the way of a mode between two places; -1 when there is none.
using Measurer = std::int64_t (*)(int mode, int origin, int destination);

class Paths {
 public:
  Paths(const Ground& ground, SpanBook& spans, Law& law) : ground_(ground), spans_(spans), law_(law) {
    const std::size_t n = ground.places.size();
    for (int mode = 0; mode < MODES; ++mode) likely_[mode].assign(n * n, -1);
    int kinds = 0;
    for (const Fleet& fleet : ground.fleets) kinds = std::max(kinds, fleet.path + 1);
    reach_.resize(kinds), least_.resize(kinds), empty_.resize(kinds);
  }

  Finder find_ways = nullptr;
  Avoider go_round = nullptr;
  std::vector<Way> ways;

  const Path& operator[](int number) const { return *paths_[static_cast<std::size_t>(number)]; }

  int add_way(Way way) {
    way.lane = law_.lane(way);
    ways.push_back(std::move(way));
    learn(static_cast<int>(ways.size()) - 1);
    return static_cast<int>(ways.size()) - 1;
  }

  // Take over the ways another has found, where the book agrees in them. `lawful`: law agrees too, which flights with
  // stops hang on; `rounds`: so do the ways round. A way is learnt when it is first used, as if it were found then.
  void recall(Paths& other, bool lawful, bool rounds) {
    ways.swap(other.ways);
    for (Way& way : ways) way.lane = law_.lane(way);
    recalled_.swap(other.recalled_);
    recalled_.merge(other.hops_);
    if (!lawful)
      for (auto it = recalled_.begin(); it != recalled_.end();)
        it = it->second.size() == 1 || !flies(it->first.v[0]) ? std::next(it) : recalled_.erase(it);
    if (rounds) rounds_.swap(other.rounds_);
  }

  void learn(int number) {
    const Way& way = ways[static_cast<std::size_t>(number)];
    learn(way.mode, way.origin, way.destination, way.metres);
    learn(way.mode, way.destination, way.origin, way.metres);
  }

  // Likely metres of a way: its own once it is known, else the great circle times the usual circuity.
  std::int64_t likely(int mode, int one, int other) const {
    static const int circuity_percent[MODES] = {100, 115, 130, 130};
    std::int64_t known = likely_[mode][cell(one, other)];
    return known > 0 ? known : ground_.metres[one][other] * circuity_percent[mode] / 100;
  }

  // Likely minutes to come empty; what the real way takes is found when it is tried.
  Minute reach(const Fleet& fleet, int place, int origin) const {
    if (place == origin) return 0;
    Minute& known = kept(reach_[fleet.path], place, origin);
    if (known < 0) known = with_rest(ground_.moving(fleet, likely(fleet.mode, place, origin)), fleet.duty);
    return known;
  }

  // Minutes to come empty that no way undercuts, save one the book declares so.
  Minute least_reach(const Fleet& fleet, int place, int origin) const {
    if (place == origin) return 0;
    Minute& known = kept(least_[fleet.path], place, origin);
    if (known < 0) known = with_rest(ground_.moving(fleet, ground_.metres[place][origin]), fleet.duty);
    return known;
  }

  // Numbers of the paths of an empty carrier.
  const std::vector<int>& find_empty(const Fleet& fleet, int fleet_number, int origin, int destination) {
    auto& table = empty_[fleet.path];
    if (table.empty()) table.assign(ground_.places.size() * ground_.places.size(), nullptr);
    const std::vector<int>*& known = table[cell(origin, destination)];
    if (!known) known = &find(fleet, fleet_number, origin, destination, Aboard{}, false);
    return *known;
  }

  // Numbers of the paths, the shortest first; none when there is no lawful one.
  const std::vector<int>& find(const Fleet& fleet, int fleet_number, int origin, int destination, Aboard aboard,
                               bool unlimited) {
    Key key{{fleet.path, origin, destination, aboard.owner, static_cast<int>(aboard.natures),
             aboard.origin * 2 + unlimited}};
    auto it = found_.find(key);
    if (it == found_.end())
      it = found_.try_emplace(key, seek(fleet, fleet_number, origin, destination, aboard, unlimited)).first;
    return it->second;
  }

  // The path along these very ways, with nothing aboard that law asks about but the carrier itself.
  int along(const Fleet& fleet, const std::vector<int>& hops) {
    std::vector<int> key{fleet.path};
    key.insert(key.end(), hops.begin(), hops.end());
    auto [it, fresh] = along_.try_emplace(key, static_cast<int>(paths_.size()));
    if (fresh) paths_.push_back(make(fleet, hops, Aboard{}, false));
    return it->second;
  }

 private:
  static constexpr int DETOURS_MAX = 3, AROUND_MAX = 3;

  struct Key {
    int v[6];
    bool operator==(const Key& o) const { return !std::memcmp(v, o.v, sizeof v); }
  };
  struct Hash {
    std::size_t operator()(const Key& k) const {
      std::uint64_t h = 1469598103934665603ull;
      for (int x : k.v) h = (h ^ static_cast<unsigned>(x)) * 1099511628211ull, h ^= h >> 31;
      return h;
    }
  };

  std::size_t cell(int one, int other) const {
    return static_cast<std::size_t>(one) * ground_.places.size() + static_cast<std::size_t>(other);
  }

  bool flies(int path_class) const {
    for (const Fleet& fleet : ground_.fleets)
      if (fleet.path == path_class) return fleet.mode == AIR;
    return true;
  }

  void learn(int mode, int one, int other, std::int64_t metres) {
    std::int64_t& known = likely_[mode][cell(one, other)];
    if (known > 0) return;
    known = metres;
    for (const Fleet& fleet : ground_.fleets)
      if (fleet.mode == mode && !reach_[fleet.path].empty()) reach_[fleet.path][cell(one, other)] = -1;
  }

  Minute& kept(std::vector<Minute>& table, int place, int origin) const {
    if (table.empty()) table.assign(ground_.places.size() * ground_.places.size(), -1);
    return table[cell(place, origin)];
  }

  std::vector<int> seek(const Fleet& fleet, int fleet_number, int origin, int destination, Aboard aboard,
                        bool unlimited) {
    std::vector<int> found;
    if (!ground_.stops[fleet_number][origin] || !ground_.stops[fleet_number][destination]) return found;
    int avoiding = fleet.mode == SEA ? 0 : 1;
    for (int round = 0; round < DETOURS_MAX; ++round) {
      const std::vector<int>& hops = ways_of(fleet, origin, destination, avoiding);
      if (hops.empty()) break;
      auto path = make(fleet, hops, aboard, unlimited);
      bool closed = false;
      for (const Gate* gate : path->gates) closed |= gate->closed();
      int next = around(*path, hops, avoiding, origin, destination);
      if (!closed) {
        found.push_back(static_cast<int>(paths_.size()));
        paths_.push_back(std::move(path));
      }
      if (next == avoiding) break;
      avoiding = next;
    }
    std::stable_sort(found.begin(), found.end(),
                     [&](int a, int b) { return paths_[a]->minutes < paths_[b]->minutes; });
    return found;
  }

  const std::vector<int>& ways_of(const Fleet& fleet, int origin, int destination, int avoiding) {
    Key key{{fleet.path, origin, destination, avoiding, 0, 0}};
    auto it = hops_.find(key);
    if (it != hops_.end()) return it->second;
    auto known = recalled_.find(key);
    if (known != recalled_.end()) {
      it = hops_.try_emplace(key, known->second).first;
    } else {
      int buffer[STOPS_MAX];
      int count = find_ways(fleet.path, origin, destination, avoiding, buffer);
      it = hops_.try_emplace(key, std::vector<int>(buffer, buffer + std::max(0, count))).first;
    }
    for (int way : it->second) learn(way);
    return it->second;
  }

  std::unique_ptr<Path> make(const Fleet& fleet, const std::vector<int>& hops, Aboard aboard, bool unlimited) {
    auto path = std::make_unique<Path>();
    path->minutes = 0, path->height = path->mlc = -1, path->limited = false;
    path->origin = ways[hops.front()].origin, path->destination = ways[hops.back()].destination;
    Manifest manifest{aboard.natures, aboard.owner < 0 ? 0 : ground_.owners[aboard.owner].task};
    for (std::size_t i = 0; i < hops.size(); ++i) {
      const Way& way = ways[hops[i]];
      Aboard here = aboard;
      here.origin = aboard.origin && i == 0;
      const Gate& gate = law_.gate(fleet, way, here, i + 1 == hops.size(), manifest, unlimited);
      Minute minutes = ground_.moving(fleet, way.metres);
      path->hops.push_back({hops[i], minutes});
      path->gates.push_back(&gate);
      path->minutes += minutes;
      path->limited |= !gate.consents.empty();
      if (way.height >= 0) path->height = path->height < 0 ? way.height : std::min(path->height, way.height);
      if (way.mlc >= 0) path->mlc = path->mlc < 0 ? way.mlc : std::min(path->mlc, way.mlc);
    }
    return path;
  }

  // Whom to try to go round: nations that never open, else those slow to open and what is closed for some time.
  int around(const Path& path, const std::vector<int>& hops, int avoiding, int origin, int destination) {
    std::vector<int> nations;
    for (const Gate* gate : path.gates) {
      if (gate->hopeless) return avoiding;
      nations.insert(nations.end(), gate->shut.begin(), gate->shut.end());
    }
    auto unique = [&] {
      std::sort(nations.begin(), nations.end());
      nations.erase(std::unique(nations.begin(), nations.end()), nations.end());
    };
    unique();
    if (!nations.empty()) {
      if (nations.size() > AROUND_MAX) return avoiding;
      return turn_aside(avoiding, nations, {}, origin, destination);
    }
    for (const Gate* gate : path.gates) nations.insert(nations.end(), gate->slow.begin(), gate->slow.end());
    unique();
    std::vector<int> closed;
    for (int way : hops)
      if (ways[way].open != SpanBook::ANY) closed.push_back(way);
    if (nations.empty() && closed.empty()) return avoiding;
    return turn_aside(avoiding, nations, closed, origin, destination);
  }

  // What to avoid then; asked once.
  int turn_aside(int avoiding, const std::vector<int>& nations, const std::vector<int>& closed, int origin,
                 int destination) {
    std::vector<int> key{avoiding, origin, destination, static_cast<int>(nations.size())};
    key.insert(key.end(), nations.begin(), nations.end());
    key.insert(key.end(), closed.begin(), closed.end());
    auto [it, fresh] = rounds_.try_emplace(key, avoiding);
    if (fresh)
      it->second = go_round(avoiding, nations.data(), static_cast<int>(nations.size()), closed.data(),
                            static_cast<int>(closed.size()), origin, destination);
    return it->second;
  }

  const Ground& ground_;
  SpanBook& spans_;
  Law& law_;
  std::vector<std::unique_ptr<Path>> paths_;
  std::unordered_map<Key, std::vector<int>, Hash> found_, hops_, recalled_;
  std::map<std::vector<int>, int> rounds_;
  std::map<std::vector<int>, int> along_;
  std::vector<std::int64_t> likely_[MODES];
  mutable std::vector<std::vector<Minute>> reach_, least_;    // by path class: minutes known, -1 not yet
  std::vector<std::vector<const std::vector<int>*>> empty_;  // by path class
};

}  // namespace core
