// What a fleet could do for the loads of one leg, as far as distances and numbers tell before a trip is looked for.
#pragma once
#include "joining.hpp"

namespace core {

// A fleet that might carry over a leg, with what of it stays the same from trip to trip.
struct Bidder {
  int fleet;
  Minute minutes, empty, travel, comes;   // by the likely length of the way
  Minute waves = 0;                       // from the end of that trip until all would be there by it alone
  Minute end = -1;                        // of its next trip as it said last; -1: not asked
  bool refused = false, limited = false;  // not to be asked; not under permissions with limits
  bool fresh = false, refined = false;    // this time round
  std::vector<std::vector<Gap>> gaps;     // by path, this time round
  std::vector<int> found;                 // paths, this time round
  const std::vector<int>* known = nullptr;  // paths by law, for these natures and limits
  Mask known_natures = 0;
  bool known_limited = false;
};

// By how much an old answer may have been too late because a fuller load took longer to handle.
inline Minute slack(const Place& a, const Place& b, const Fleet& fleet, const Packed& p) {
  if (!a.kg_per_hour && !b.kg_per_hour && !a.pax_per_hour && !b.pax_per_hour) return 0;
  Freight full{fleet.seats, fleet.kg, 0};
  return work_minutes(a, fleet.load, full) - work_minutes(a, fleet.load, p.freight) +
         work_minutes(b, fleet.unload, full) - work_minutes(b, fleet.unload, p.freight);
}

// Of all the trips the fleet would need.
inline std::int64_t cost(const std::vector<Lot>& lots, const Packed& p, const Fleet& fleet, Minute minutes) {
  std::int64_t pieces = 0;
  for (const Lot& lot : lots) pieces += lot.pieces;
  return minutes * fleet.cost * ((pieces + p.count - 1) / p.count);
}

// Minutes until the fleet alone had carried the rest too, after the first trip.
inline Minute waves(const std::vector<Lot>& lots, const Packed& p, const Fleet& fleet, Minute minutes) {
  std::int64_t pieces = 0;
  for (const Lot& lot : lots)
    for (auto [taken, count] : p.taken)
      if (lots[taken].line == lot.line) {
        pieces += lot.pieces;
        break;
      }
  std::int64_t trips = (pieces + p.count - 1) / p.count;
  Minute cycle = 2 * with_rest(minutes, fleet.duty) + fleet.load + fleet.unload;
  return static_cast<Minute>((trips - 1) / fleet.count * cycle);
}

}  // namespace core
