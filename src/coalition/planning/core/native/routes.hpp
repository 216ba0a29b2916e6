// Candidate routes of loads that travel alike: legs by mode between places.
//
// Estimates (great circles times a circuity) steer the search; what a leg really takes, and whether law and
// carriers let it be, replaces them when a route uses it, and the search is repeated. Nothing is booked here.
#pragma once
#include <deque>
#include <set>

#include "paths.hpp"

namespace core {

struct Leg {
  int mode, origin, destination;
  bool operator==(const Leg& o) const {
    return mode == o.mode && origin == o.origin && destination == o.destination;
  }
  bool operator<(const Leg& o) const {
    return std::make_tuple(mode, origin, destination) < std::make_tuple(o.mode, o.origin, o.destination);
  }
};

struct Route {
  std::vector<Leg> legs;
  std::vector<Minute> leg_minutes;
  Minute minutes = 0;
};

// Loads that law, carriers and ports treat alike.
struct Kin {
  std::vector<int> waypoints;
  int owner;
  bool together;
  std::vector<std::pair<int, Mask>> shapes;  // shape and natures of each line, sorted, each once
  bool operator<(const Kin& o) const {
    return std::tie(waypoints, owner, together, shapes) < std::tie(o.waypoints, o.owner, o.together, o.shapes);
  }
};

class Routes {
 public:
  Routes(const Ground& ground, Paths& paths) : ground_(ground), paths_(paths), size_(ground.places.size()) {
    for (int mode = 0; mode < MODES; ++mode) {
      metres_[mode].assign(size_ * size_, -1);
      known_[mode].assign(size_ * size_, 0);
      for (std::size_t a = 0; a < size_; ++a)
        for (std::size_t b = 0; b < size_; ++b)
          if (a != b) metres_[mode][a * size_ + b] = paths.likely(mode, static_cast<int>(a), static_cast<int>(b));
    }
  }

  Measurer measure = nullptr;

  // Take over the lengths another has asked for.
  void recall(Routes& other) { measured_.swap(other.measured_); }

  // The number of loads of that kin.
  int number(const Kin& kin) {
    auto [it, fresh] = numbers_.try_emplace(kin, static_cast<int>(found_.size()));
    if (fresh) found_.emplace_back().kin = kin;
    return it->second;
  }

  // The quickest lawful route, or null.
  const Route* quickest(int number) {
    Found& found = found_[number];
    if (!found.quickest_sought) {
      found.quickest_sought = true;
      for (Family family : FAMILIES) {  // where one is shut nearly everywhere, repairs run out: so without it
        found.quickest = search(found.kin, found, family, {});
        if (!found.quickest.legs.empty()) break;
      }
    }
    return found.quickest.legs.empty() ? nullptr : &found.quickest;
  }

  // Candidate routes, the quickest first.
  const std::vector<Route>& all(int number) {
    Found& found = found_[number];
    const Kin& kin = found.kin;
    if (!found.all_sought) {
      found.all_sought = true;
      std::vector<Route> routes;
      const Route* first = quickest(number);
      if (first) {
        routes.push_back(*first);
        for (std::size_t f = 1; f < std::size(FAMILIES); ++f) keep(routes, search(kin, found, FAMILIES[f], {}));
        std::set<Leg> shunned;
        for (int round = 0; round < DIVERSE; ++round) {
          for (const Route& route : routes) shunned.insert(route.legs.begin(), route.legs.end());
          keep(routes, search(kin, found, FAMILIES[0], shunned));
        }
        if (size_ <= FEW_PLACES) keep_by_way_of(kin, found, &routes);
        std::stable_sort(routes.begin(), routes.end(),
                         [](const Route& a, const Route& b) { return a.minutes < b.minutes; });
      }
      found.routes = std::move(routes);
    }
    return found.routes;
  }

 private:
  struct Family {
    Mask left_out;
    bool short_roads;
  };
  static constexpr Family FAMILIES[] = {{0, false},
                                        {1u << AIR, false},
                                        {1u << AIR | 1u << SEA, false},
                                        {1u << AIR | 1u << RAIL, false},
                                        {1u << AIR, true},
                                        {1u << AIR | 1u << RAIL, true}};
  static constexpr Minute TRANSFER = 240;  // what a change of carrier costs besides loading and unloading
  static constexpr int REPAIRS_MAX = 60, WORTH_PERCENT = 5, DIVERSE = 3, SHUN_PERCENT = 50;
  static constexpr std::size_t FEW_PLACES = 10;
  static constexpr std::int64_t SHORT_ROAD_M = 300000;

  struct Found {
    Kin kin;
    bool quickest_sought = false, all_sought = false;
    Route quickest;
    std::vector<Route> routes;
    std::map<Leg, Minute> lawful;  // minutes of legs looked at; NEVER: not to be had
  };
  struct Table {
    std::vector<int> shapes;
    std::vector<Minute> minutes[MODES];
  };
  struct Single {  // of one shape
    std::vector<int> fleets[MODES];
    std::vector<Minute> minutes[MODES];
  };
  struct Cell {
    Minute minutes = NEVER;
    int mode = 0;
  };

  static void keep(std::vector<Route>& routes, Route route) {
    if (route.legs.empty()) return;
    for (const Route& known : routes)
      if (known.legs == route.legs) return;
    routes.push_back(std::move(route));
  }

  // Where places are few: every route through the waypoints and by one other place at most, by whatever modes.
  void keep_by_way_of(const Kin& kin, Found& found, std::vector<Route>* routes) {
    if (!in_order(kin)) return;
    keep_by_modes(kin, kin.waypoints, found, {}, routes);
    for (int hub = 0; hub < static_cast<int>(size_); ++hub) {
      if (std::count(kin.waypoints.begin(), kin.waypoints.end(), hub)) continue;
      for (std::size_t before = 1; before < kin.waypoints.size(); ++before) {
        std::vector<int> stops = kin.waypoints;
        stops.insert(stops.begin() + static_cast<std::ptrdiff_t>(before), hub);
        keep_by_modes(kin, stops, found, {}, routes);
      }
    }
  }

  // Every route through these stops that begins so, by whatever modes.
  void keep_by_modes(const Kin& kin, const std::vector<int>& stops, Found& found, const Route& begun,
                     std::vector<Route>* routes) {
    const std::size_t done = begun.legs.size();
    if (done + 1 == stops.size()) return keep(*routes, begun);
    for (int mode = 0; mode < MODES; ++mode) {
      const Leg leg{mode, stops[done], stops[done + 1]};
      settle({leg});
      auto [it, fresh] = found.lawful.try_emplace(leg, NEVER);
      if (fresh && table_of(kin).minutes[leg.mode][at(leg)] < NEVER) it->second = leg_minutes(kin, leg);
      if (it->second >= NEVER) continue;
      Route longer = begun;
      longer.legs.push_back(leg), longer.leg_minutes.push_back(it->second);
      longer.minutes += it->second;
      keep_by_modes(kin, stops, found, longer, routes);
    }
  }

  Route search(const Kin& kin, Found& found, Family family, const std::set<Leg>& shunned) {
    Route best;
    if (!in_order(kin)) return best;
    Table& table = table_of(kin);
    std::vector<Cell> cells(size_ * size_);
    auto fill = [&](int a, int b) {  // where neither law nor a wish for others speaks
      Cell& cell = cells[static_cast<std::size_t>(a) * size_ + b];
      for (int mode = 0; mode < MODES; ++mode) {
        Minute minutes = plain_cost(table, family, Leg{mode, a, b});
        if (minutes < cell.minutes) cell = {minutes, mode};
      }
    };
    auto renew = [&](int a, int b) {
      Cell& cell = cells[static_cast<std::size_t>(a) * size_ + b];
      cell = Cell{};
      for (int mode = 0; mode < MODES; ++mode) {
        Minute minutes = cost(table, found, family, Leg{mode, a, b});
        if (minutes < NEVER && shunned.count(Leg{mode, a, b})) minutes += minutes * SHUN_PERCENT / 100 + TRANSFER;
        if (minutes < cell.minutes) cell = {minutes, mode};
      }
    };
    for (int a = 0; a < static_cast<int>(size_); ++a)
      for (int b = 0; b < static_cast<int>(size_); ++b)
        if (a != b) fill(a, b);
    for (const auto& [leg, minutes] : found.lawful) renew(leg.origin, leg.destination);
    for (const Leg& leg : shunned) renew(leg.origin, leg.destination);
    for (int round = 0; round < REPAIRS_MAX; ++round) {
      std::vector<Leg> legs;
      if (!chain(kin, cells, &legs)) return best;
      std::int64_t promised = 0;
      for (const Leg& leg : legs) promised += cells[at(leg)].minutes;
      if (!best.legs.empty() && promised * 100 > static_cast<std::int64_t>(best.minutes) * (100 - WORTH_PERCENT))
        return best;
      if (settle(legs)) {
        for (const Leg& leg : legs) renew(leg.origin, leg.destination);
        continue;
      }
      Route route;
      bool lawful = true, differs = false;
      for (const Leg& leg : legs) {
        auto [it, fresh] = found.lawful.try_emplace(leg, NEVER);
        if (fresh) it->second = leg_minutes(kin, leg);
        Minute said = table.minutes[leg.mode][at(leg)];
        lawful &= it->second < NEVER;
        differs |= it->second >= NEVER || static_cast<std::int64_t>(it->second) * 100 >
                                              static_cast<std::int64_t>(said) * (100 + WORTH_PERCENT);
        route.legs.push_back(leg);
        route.leg_minutes.push_back(it->second);
        if (it->second < NEVER) route.minutes += it->second;
        renew(leg.origin, leg.destination);
      }
      if (lawful && (best.legs.empty() || route.minutes < best.minutes)) best = std::move(route);
      if (!differs) return best;
    }
    return best;
  }

  // Whether origin, ports and destination can be passed in order without coming back.
  static bool in_order(const Kin& kin) {
    std::set<int> seen(kin.waypoints.begin(), kin.waypoints.end());
    return seen.size() == kin.waypoints.size() && kin.waypoints.size() > 1;
  }

  std::size_t at(const Leg& leg) const {
    return static_cast<std::size_t>(leg.origin) * size_ + static_cast<std::size_t>(leg.destination);
  }

  Minute plain_cost(const Table& table, Family family, const Leg& leg) const {
    if (family.left_out >> leg.mode & 1u) return NEVER;
    if (leg.mode == ROAD && family.short_roads && metres_[ROAD][at(leg)] > SHORT_ROAD_M) return NEVER;
    return table.minutes[leg.mode][at(leg)];
  }

  Minute cost(const Table& table, const Found& found, Family family, const Leg& leg) const {
    Minute minutes = plain_cost(table, family, leg);
    if (minutes >= NEVER) return NEVER;
    auto it = found.lawful.find(leg);
    return it == found.lawful.end() ? minutes : it->second;
  }

  // Legs through the waypoints in order, by Dijkstra 1959 on the dense table.
  bool chain(const Kin& kin, const std::vector<Cell>& cells, std::vector<Leg>* legs) const {
    for (std::size_t i = 0; i + 1 < kin.waypoints.size(); ++i) {
      int start = kin.waypoints[i], end = kin.waypoints[i + 1];
      std::vector<Minute> far(size_, NEVER);
      std::vector<int> before(size_, -1);
      std::vector<char> done(size_, 0);
      for (int point : kin.waypoints)
        if (point != start && point != end) done[point] = 1;
      far[start] = 0;
      while (true) {
        int here = -1;
        for (int n = 0; n < static_cast<int>(size_); ++n)
          if (!done[n] && far[n] < NEVER && (here < 0 || far[n] < far[here])) here = n;
        if (here < 0) return false;
        if (here == end) break;
        done[here] = 1;
        const Cell* row = &cells[static_cast<std::size_t>(here) * size_];
        for (int n = 0; n < static_cast<int>(size_); ++n)
          if (!done[n] && row[n].minutes < NEVER && far[here] + row[n].minutes < far[n])
            far[n] = far[here] + row[n].minutes, before[n] = here;
      }
      std::vector<Leg> part;
      for (int node = end; node != start; node = before[node])
        part.push_back({cells[static_cast<std::size_t>(before[node]) * size_ + node].mode, before[node], node});
      legs->insert(legs->end(), part.rbegin(), part.rend());
    }
    return true;
  }

  // Ask for the legs' ways not asked for yet; whether anything changed.
  bool settle(const std::vector<Leg>& legs) {
    bool changed = false;
    for (const Leg& leg : legs) {
      if (known_[leg.mode][at(leg)]) continue;
      known_[leg.mode][at(leg)] = 1;
      auto [it, fresh] = measured_.try_emplace(leg, -1);
      if (fresh) it->second = measure(leg.mode, leg.origin, leg.destination);
      metres_[leg.mode][at(leg)] = it->second;
      for (auto& [shape, single] : singles_) single.minutes[leg.mode][at(leg)] = estimate(single, leg);
      for (auto& [key, table] : tables_) table.minutes[leg.mode][at(leg)] = slowest(table.shapes, leg);
      changed = true;
    }
    return changed;
  }

  Table& table_of(const Kin& kin) {
    std::vector<int> shapes;
    for (auto [shape, natures] : kin.shapes) shapes.push_back(shape);
    auto [it, fresh] = tables_.try_emplace(shapes);
    if (fresh) {
      it->second.shapes = shapes;
      for (int shape : shapes) single_of(shape);
      for (int mode = 0; mode < MODES; ++mode) {
        auto& minutes = it->second.minutes[mode];
        minutes.assign(size_ * size_, NEVER);
        for (int a = 0; a < static_cast<int>(size_); ++a)
          for (int b = 0; b < static_cast<int>(size_); ++b)
            if (a != b) minutes[at({mode, a, b})] = slowest(shapes, {mode, a, b});
      }
    }
    return it->second;
  }

  // What one shape alone takes by every leg.
  const Single& single_of(int shape) {
    auto [it, fresh] = singles_.try_emplace(shape);
    Single& single = it->second;
    if (!fresh) return single;
    for (std::size_t f = 0; f < ground_.fleets.size(); ++f)
      if (ground_.takes[shape][f]) single.fleets[ground_.fleets[f].mode].push_back(static_cast<int>(f));
    for (int mode = 0; mode < MODES; ++mode) {
      single.minutes[mode].assign(size_ * size_, NEVER);
      for (int a = 0; a < static_cast<int>(size_); ++a)
        for (int b = 0; b < static_cast<int>(size_); ++b)
          if (a != b) single.minutes[mode][at({mode, a, b})] = estimate(single, {mode, a, b});
    }
    return single;
  }

  // Minutes of the leg for the slowest of the shapes, transfer included.
  Minute slowest(const std::vector<int>& shapes, Leg leg) const {
    Minute most = metres_[leg.mode][at(leg)] < 0 ? NEVER : 0;
    for (int shape : shapes) most = std::max(most, singles_.at(shape).minutes[leg.mode][at(leg)]);
    return most >= NEVER ? NEVER : most + TRANSFER;
  }

  // Minutes of the leg by the quickest fleet that takes the shape.
  Minute estimate(const Single& single, Leg leg) const {
    std::int64_t metres = metres_[leg.mode][at(leg)];
    Minute best = NEVER;
    if (metres < 0) return NEVER;
    for (int f : single.fleets[leg.mode]) {
      const Fleet& fleet = ground_.fleets[f];
      if (ground_.stops[f][leg.origin] && ground_.stops[f][leg.destination])
        best = std::min(best, time_of(fleet, ground_.moving(fleet, metres)));
    }
    return best;
  }

  // Minutes of the leg by the quickest fleet that may; NEVER when some line cannot go by it.
  Minute leg_minutes(const Kin& kin, const Leg& leg) {
    Mask all = 0;
    for (auto [shape, natures] : kin.shapes) all |= natures;
    Minute slowest = 0;
    for (auto [shape, natures] : kin.shapes) {
      Aboard aboard{kin.owner, kin.together ? all : natures, leg.origin == kin.waypoints.front()};
      std::vector<std::pair<Minute, int>> order;
      for (int f = 0; f < static_cast<int>(ground_.fleets.size()); ++f) {
        const Fleet& fleet = ground_.fleets[f];
        if (fleet.mode == leg.mode && fleet.count && ground_.takes[shape][f])
          order.push_back({time_of(fleet, ground_.moving(fleet, metres_[leg.mode][at(leg)])), f});
      }
      std::sort(order.begin(), order.end());
      Minute found = NEVER;
      for (auto [minutes, f] : order) {
        const Fleet& fleet = ground_.fleets[f];
        const auto& paths = paths_.find(fleet, f, leg.origin, leg.destination, aboard, false);
        if (paths.empty()) continue;
        found = time_of(fleet, paths_[paths.front()].minutes);
        break;
      }
      if (found >= NEVER) return NEVER;
      slowest = std::max(slowest, found);
    }
    return slowest + TRANSFER;
  }

  static Minute time_of(const Fleet& fleet, Minute moving) {
    return with_rest(moving, fleet.duty) + fleet.load + fleet.unload;
  }

  const Ground& ground_;
  Paths& paths_;
  std::size_t size_;
  std::map<Leg, std::int64_t> measured_;
  std::vector<std::int64_t> metres_[MODES];
  std::vector<char> known_[MODES];
  std::map<std::vector<int>, Table> tables_;
  std::map<int, Single> singles_;
  std::map<Kin, int> numbers_;
  std::deque<Found> found_;
};

}  // namespace core
