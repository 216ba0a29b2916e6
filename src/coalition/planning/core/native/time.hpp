// Minutes, sets of minutes, and step functions over time.
//
// A minute is a whole minute UTC since 1970-01-01; a span [opens, closes) is half open. Not here: what they are of.
#pragma once
#include <algorithm>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace core {

using Minute = std::int32_t;
constexpr Minute NEVER = 1 << 30;  // later than every minute of a plan; also "there is none"
constexpr Minute ALWAYS = -(1 << 30);
constexpr Minute DAY = 1440;

struct Span {
  Minute opens, closes;
  bool operator==(const Span& o) const { return opens == o.opens && closes == o.closes; }
  bool operator<(const Span& o) const { return opens != o.opens ? opens < o.opens : closes < o.closes; }
};

// Sorted, disjoint and not touching.
using Spans = std::vector<Span>;

// The span that holds the minute or, failing that, the next one; null after the last.
inline const Span* find_span(const Spans& spans, Minute at) {
  if (spans.size() == 1) return at < spans[0].closes ? &spans[0] : nullptr;
  auto next = std::upper_bound(spans.begin(), spans.end(), at,
                               [](Minute m, const Span& s) { return m < s.closes; });
  return next == spans.end() ? nullptr : &*next;
}

// The first minute from `at` on that lies in a span; NEVER when there is none.
inline Minute first_in(const Spans& spans, Minute at) {
  const Span* span = find_span(spans, at);
  return span ? std::max(at, span->opens) : NEVER;
}

// Whether [begin, end] lies in one span; `end` may be its closing minute.
inline bool covers(const Spans& spans, Minute begin, Minute end) {
  const Span* span = find_span(spans, begin);
  return span && span->opens <= begin && end <= span->closes;
}

inline Spans intersect(const Spans& one, const Spans& other) {
  Spans shared;
  std::size_t i = 0, j = 0;
  while (i < one.size() && j < other.size()) {
    Minute opens = std::max(one[i].opens, other[j].opens);
    Minute closes = std::min(one[i].closes, other[j].closes);
    if (opens < closes) shared.push_back({opens, closes});
    if (one[i].closes < other[j].closes) ++i; else ++j;
  }
  return shared;
}

// Sets of minutes by number: the same set has the same number, and intersections are worked out once.
class SpanBook {
 public:
  static constexpr int ANY = 0, NONE = 1;

  SpanBook() {
    intern({{ALWAYS, NEVER}});
    intern({});
  }

  int intern(Spans spans) {
    auto [it, fresh] = numbers_.try_emplace(std::move(spans), static_cast<int>(sets_.size()));
    if (fresh) sets_.push_back(&it->first);
    return it->second;
  }

  const Spans& operator[](int number) const { return *sets_[number]; }

  int both(int one, int other) {
    if (one == other || other == ANY) return one;
    if (one == ANY) return other;
    if (one > other) std::swap(one, other);
    auto [it, fresh] = met_.try_emplace({one, other}, NONE);
    if (fresh) {
      int found = intern(intersect((*this)[one], (*this)[other]));
      return met_[{one, other}] = found;
    }
    return it->second;
  }

 private:
  std::map<Spans, int> numbers_;
  std::vector<const Spans*> sets_;
  std::map<std::pair<int, int>, int> met_;
};

// How much of one thing is in use at every minute; nothing before the first and after the last change.
class Levels {
 public:
  Levels() : steps_{{ALWAYS, 0}} {}

  // The first minute from `start` on at which `need` more fits under `limit` for `length` minutes; NEVER if none.
  Minute first_fit(Minute start, Minute length, std::int64_t need, std::int64_t limit) const {
    if (need > limit) return NEVER;
    const std::int64_t room = limit - need;
    std::size_t i = index(start), last = steps_.size() - 1;
    while (true) {
      if (steps_[i].level > room) {
        if (i == last) return NEVER;
        start = steps_[++i].at;
      } else if (i < last && steps_[i + 1].at < start + length) {
        ++i;
      } else {
        return start;
      }
    }
  }

  std::int64_t peak(Minute begin, Minute end) const {
    std::size_t i = index(begin);
    std::int64_t most = steps_[i].level;
    while (++i < steps_.size() && steps_[i].at < end) most = std::max(most, steps_[i].level);
    return most;
  }

  // Use so much more in [begin, end); a negative amount takes it back.
  void add(Minute begin, Minute end, std::int64_t amount) {
    if (begin >= end || !amount) return;
    std::size_t first = cut(begin), last = cut(end);
    for (std::size_t i = first; i < last; ++i) steps_[i].level += amount;
    join(last);
    join(first);
  }

 private:
  struct Step {
    Minute at;
    std::int64_t level;
  };

  std::size_t index(Minute at) const {
    auto next = std::upper_bound(steps_.begin(), steps_.end(), at,
                                 [](Minute m, const Step& s) { return m < s.at; });
    return static_cast<std::size_t>(next - steps_.begin()) - 1;
  }

  std::size_t cut(Minute at) {
    std::size_t i = index(at);
    if (steps_[i].at == at) return i;
    steps_.insert(steps_.begin() + static_cast<std::ptrdiff_t>(i) + 1, Step{at, steps_[i].level});
    return i + 1;
  }

  void join(std::size_t i) {
    if (i > 0 && i < steps_.size() && steps_[i].level == steps_[i - 1].level)
      steps_.erase(steps_.begin() + static_cast<std::ptrdiff_t>(i));
  }

  std::vector<Step> steps_;
};

// Least minutes from first departure to last arrival for so many moving minutes (R5).
inline Minute with_rest(Minute moving, Minute duty) {
  return moving > 0 ? moving + (moving - 1) / duty * (DAY - duty) : 0;
}

}  // namespace core
