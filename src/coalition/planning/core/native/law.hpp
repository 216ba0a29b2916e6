// When the law lets a leg run: the answers to its questions, folded, and kept by what decides them.
//
// The questions are those of the table "Legal questions of a leg" (planning rules, R10, R11). What is open when,
// and under which limits, comes from the law through `Asker`; here answers are only intersected.
#pragma once
#include <cstring>
#include <string>
#include <unordered_map>

#include "ground.hpp"

namespace core {

struct Consent {  // a permission with limits, for one actor and territory (R12)
  int actor;
  std::int64_t pax, kg;  // -1: no limit
};

struct Answer {  // of one question
  int open;      // spans when any permission opens it
  int free;      // spans when one without limits does
  std::vector<int> consents;
};

enum class Role { SEND, LIFT, CROSS, CARRIER_CROSSES, STAGE, CARRIER_LANDS, STOCK };

struct Way {
  int mode, origin, destination;
  std::int64_t metres;
  std::vector<int> nations;  // crossed, both ends included, in order and each once
  int height, mlc;           // -1: nothing limits
  int day_way, day_limit;    // -1: nobody counts
  int open;                  // spans at which it is not closed
  int lane = -1;             // what of it the law sees
};

// When a leg may run. `shut`: nations between the ends that never let it pass; `slow`: that open much later.
struct Gate {
  int whole = SpanBook::ANY, depart = SpanBook::ANY, arrive = SpanBook::ANY;
  std::vector<int> consents, shut, slow;
  bool hopeless = false;
  bool closed() const {
    return whole == SpanBook::NONE || depart == SpanBook::NONE || arrive == SpanBook::NONE;
  }
};

// What is aboard in law, besides whose it is.
struct Manifest {
  Mask natures = 0;
  int task = 0;  // 0: none, or several
  bool operator==(const Manifest& o) const { return natures == o.natures && task == o.task; }
};

// One movement aboard: `origin` when it is taken on at its own origin.
struct Aboard {
  int owner = -1;
  Mask natures = 0;
  bool origin = false;
};

// Asks the law; fields that do not matter to the question are -1 (nation, place) or 0.
using Asker = int (*)(int role, int owner, int natures, int task, int mode, int fleet, int nation, int place);

class Law {
 public:
  Law(const Ground& ground, SpanBook& spans) : ground_(ground), spans_(spans) {}

  Asker ask = nullptr;
  std::vector<Answer> answers;
  std::vector<Consent> consents;

  // The gate of a fleet's leg with one movement aboard (owner -1: none) and a manifest of all that is aboard.
  const Gate& gate(const Fleet& fleet, const Way& way, const Aboard& aboard, bool last, Manifest manifest,
                   bool unlimited) {
    if (aboard.owner < 0) return carrier_gate(fleet, way, manifest, unlimited);
    const Gate& load = load_gate(fleet, way, aboard, last, unlimited);
    const Gate& carrier = carrier_gate(fleet, way, manifest, unlimited);
    std::uint64_t key = (static_cast<std::uint64_t>(load_number_) << 32) | static_cast<unsigned>(carrier_number_);
    auto [it, fresh] = joined_.try_emplace(key);
    if (fresh) it->second = join(load, carrier);
    return it->second;
  }

  // What the movement itself asks.
  const Gate& load_gate(const Fleet& fleet, const Way& way, const Aboard& aboard, bool last, bool unlimited) {
    Key key{};
    key.v[0] = way.lane, key.v[1] = fleet.law, key.v[2] = aboard.owner;
    key.v[3] = static_cast<int>(aboard.natures);
    key.v[4] = aboard.origin * 4 + last * 2 + unlimited;
    return kept(key, &load_number_, [&](Gate& gate, Opens& opens) {
      const Owner& owner = ground_.owners[aboard.owner];
      const Place &origin = ground_.places[way.origin], &soil = ground_.places[way.destination];
      auto put = [&](Role role, int nation, int place, int* moment) {
        add(gate, opens, moment, role, aboard.owner, aboard.natures, 0, way.mode, fleet.law, nation, place, unlimited);
      };
      if (aboard.origin) put(Role::SEND, -1, origin.law, &gate.depart);
      if (owner.nation != fleet.nation) put(Role::LIFT, -1, origin.law, &gate.depart);
      for (int nation : way.nations)
        if (nation != owner.nation) put(Role::CROSS, nation, nation == soil.nation ? soil.law : 0, &gate.whole);
      if (last && soil.nation != owner.nation && soil.nation != owner.host)
        put(Role::STAGE, soil.nation, soil.law, &gate.arrive);
      if (aboard.origin && owner.borrows) put(Role::STOCK, -1, origin.law, &gate.depart);
      finish(gate, opens, way);
    });
  }

  // What the carrier asks, whose loads they are makes no difference to it.
  const Gate& carrier_gate(const Fleet& fleet, const Way& way, Manifest manifest, bool unlimited) {
    Key key{};
    key.v[0] = way.lane, key.v[1] = fleet.law, key.v[2] = -1;
    key.v[3] = static_cast<int>(manifest.natures), key.v[4] = manifest.task * 2 + unlimited;
    return kept(key, &carrier_number_, [&](Gate& gate, Opens& opens) {
      const Place& soil = ground_.places[way.destination];
      auto put = [&](Role role, int nation, int place, int* moment) {
        add(gate, opens, moment, role, -1, manifest.natures, manifest.task, way.mode, fleet.law, nation, place,
            unlimited);
      };
      for (int nation : way.nations)
        if (nation != fleet.nation)
          put(Role::CARRIER_CROSSES, nation, nation == soil.nation ? soil.law : 0, &gate.whole);
      if (soil.nation != fleet.nation) put(Role::CARRIER_LANDS, soil.nation, soil.law, &gate.arrive);
      finish(gate, opens, way);
    });
  }

  // Take over what another law was asked: the book agrees in it.
  void recall(Law& other) {
    asked_.swap(other.asked_), answers.swap(other.answers), consents.swap(other.consents);
  }

  // A question whose answer may be another now.
  void forget(int role, int owner, int natures, int task, int mode, int fleet, int nation, int place) {
    asked_.erase(question(role, owner, natures, task, mode, fleet, nation, place));
  }

  int lane(const Way& way) {
    const Place &a = ground_.places[way.origin], &b = ground_.places[way.destination];
    std::vector<int> key{way.mode, a.nation, a.law, b.nation, b.law};
    key.insert(key.end(), way.nations.begin(), way.nations.end());
    return lanes_.try_emplace(key, static_cast<int>(lanes_.size())).first->second;
  }

 private:
  struct Key {
    int v[5];
    bool operator==(const Key& o) const { return !std::memcmp(v, o.v, sizeof v); }
  };
  struct Hash {
    std::size_t operator()(const Key& k) const {
      std::uint64_t h = 1469598103934665603ull;
      for (int x : k.v) h = (h ^ static_cast<unsigned>(x)) * 1099511628211ull, h ^= h >> 29;
      return h;
    }
  };
  static Key question(int role, int owner, int natures, int task, int mode, int fleet, int nation, int place) {
    return Key{{role * 4 + mode, owner, natures, task * 4096 + fleet, (nation + 1) * 65536 + place}};
  }

  using Opens = std::vector<std::pair<int, Minute>>;  // by nation crossed, when it first opens
  static constexpr Minute SLOW = 7 * DAY;  // a nation that opens so much later than both ends is worth a way round

  template <class Fold>
  const Gate& kept(const Key& key, int* number, Fold fold) {
    auto [it, fresh] = numbers_.try_emplace(key, static_cast<int>(gates_.size()));
    if (fresh) {
      Gate gate;
      Opens opens;
      fold(gate, opens);
      gates_.push_back(std::make_unique<Gate>(std::move(gate)));
    }
    *number = it->second;
    return *gates_[it->second];
  }

  void add(Gate& gate, Opens& opens, int* moment, Role role, int owner, Mask natures, int task, int mode, int fleet,
           int nation, int place, bool unlimited) {
    Key key = question(static_cast<int>(role), owner, static_cast<int>(natures), task, mode, fleet, nation, place);
    auto it = asked_.find(key);
    if (it == asked_.end()) {
      int found = ask(static_cast<int>(role), owner, static_cast<int>(natures), task, mode, fleet, nation, place);
      it = asked_.try_emplace(key, found).first;
    }
    const Answer& answer = answers[it->second];
    int open = unlimited ? answer.free : answer.open;
    *moment = spans_.both(*moment, open);
    if (!unlimited)
      for (int consent : answer.consents)
        if (std::find(gate.consents.begin(), gate.consents.end(), consent) == gate.consents.end())
          gate.consents.push_back(consent);
    if (moment == &gate.whole) opens.push_back({nation, first_in(spans_[open], ground_.start)});
  }

  void finish(Gate& gate, const Opens& opens, const Way& way) {
    int soil[2] = {ground_.places[way.origin].nation, ground_.places[way.destination].nation};
    auto is_soil = [&](int nation) { return nation == soil[0] || nation == soil[1]; };
    Minute ends = ground_.start;
    bool shut_end = false;
    for (auto [nation, at] : opens)
      if (is_soil(nation)) ends = std::max(ends, at), shut_end |= at >= NEVER;
    for (auto [nation, at] : opens) {
      if (is_soil(nation)) continue;
      if (at >= NEVER) gate.shut.push_back(nation);
      else if (static_cast<std::int64_t>(ends) + SLOW < at) gate.slow.push_back(nation);
    }
    gate.hopeless = shut_end || gate.depart == SpanBook::NONE || gate.arrive == SpanBook::NONE;
  }

  Gate join(const Gate& one, const Gate& other) {
    Gate both = one;
    both.whole = spans_.both(one.whole, other.whole);
    both.depart = spans_.both(one.depart, other.depart);
    both.arrive = spans_.both(one.arrive, other.arrive);
    for (int c : other.consents)
      if (std::find(both.consents.begin(), both.consents.end(), c) == both.consents.end()) both.consents.push_back(c);
    both.shut.insert(both.shut.end(), other.shut.begin(), other.shut.end());
    both.slow.insert(both.slow.end(), other.slow.begin(), other.slow.end());
    both.hopeless = one.hopeless || other.hopeless || both.depart == SpanBook::NONE || both.arrive == SpanBook::NONE;
    return both;
  }

  const Ground& ground_;
  SpanBook& spans_;
  int load_number_ = 0, carrier_number_ = 0;
  std::unordered_map<Key, int, Hash> numbers_, asked_;
  std::vector<std::unique_ptr<Gate>> gates_;
  std::unordered_map<std::uint64_t, Gate> joined_;
  std::map<std::vector<int>, int> lanes_;
};

}  // namespace core
