// Where a carrier asks when it may stop and work: one place, one mode.
#pragma once
#include "ground.hpp"

namespace core {

// One place's working slots for one mode: opening hours, closures and what is booked (R6).
class Desk {
 public:
  Levels booked;

  void init(const Place& place, int mode) {
    slots_ = place.slots[mode];
    open_ = &place.open;
    opens_ = place.opens, closes_ = place.closes;
    always_ = closes_ - opens_ >= DAY || opens_ == closes_;
    free_ = always_ && place.open.size() == 1 && place.open[0] == Span{ALWAYS, NEVER};
  }

  // The first minute from `at` on at which a carrier may come in or leave.
  Minute first_open(Minute at) const {
    if (free_) return at;
    for (int i = 0; i < TRIES; ++i) {
      Minute in_hours = always_ ? at : first_in_hours(at);
      Minute found = first_in(*open_, in_hours);
      if (found >= NEVER || found == in_hours) return found;
      at = found;
    }
    return NEVER;
  }

  // Whether so many slots are free in [begin, end), the place open at both and never closed between.
  bool is_free(Minute begin, Minute end, int need) const {
    if (first_open(begin) != begin || first_open(end) != end || !covers(*open_, begin, end)) return false;
    return first_free(begin, end, need) == begin;
  }

  // The earliest stop from `start` on, of `work` minutes at least, that leaves at `leave_from` or later and finds
  // `need` slots; {NEVER, NEVER} when there is none.
  Span fit(Minute start, Minute work, Minute leave_from, int need) const {
    Minute arrive = std::max(start, leave_from - work);
    for (int i = 0; i < TRIES; ++i) {
      arrive = first_open(arrive);
      if (arrive >= NEVER) break;
      Minute leave = first_open(std::max(arrive + work, leave_from));
      if (leave >= NEVER) break;
      if (!free_ && !covers(*open_, arrive, leave)) {
        arrive = leave;
        continue;
      }
      Minute free = first_free(arrive, leave, need);
      if (free == arrive) return {arrive, leave};
      if (free >= NEVER) break;
      arrive = free;
    }
    return {NEVER, NEVER};
  }

 private:
  static constexpr int TRIES = 200;

  Minute first_free(Minute arrive, Minute leave, int need) const {
    if (slots_ < 0 || arrive == leave) return arrive;
    return booked.first_fit(arrive, leave - arrive, need, slots_);
  }

  Minute first_in_hours(Minute at) const {
    Minute clock = (at % DAY + DAY) % DAY;
    if (opens_ < closes_ ? opens_ <= clock && clock < closes_ : clock >= opens_ || clock < closes_) return at;
    return at + ((opens_ - clock) % DAY + DAY) % DAY;
  }

  int slots_ = -1;
  const Spans* open_ = nullptr;
  Minute opens_ = 0, closes_ = DAY;
  bool always_ = true, free_ = true;
};

}  // namespace core
