// The C face of the scheduler: tables in, questions out through callbacks, trips back. See `scheduler.py`.
#include <memory>

#include "adoption.hpp"
#include "search.hpp"

using namespace core;

namespace {

struct Core {
  std::vector<int> touched;
  Ground ground;
  SpanBook spans;
  std::unique_ptr<Law> law;
  std::unique_ptr<Paths> paths;
  std::unique_ptr<Routes> routes;
  std::unique_ptr<Law> old_law;  // of the book before, while its memory lasts
  std::unique_ptr<Paths> old_paths;
  std::unique_ptr<Routes> old_routes;
  std::unique_ptr<Draft> draft, best;
  std::unique_ptr<Adoption> adoption;  // between taking a plan over and mending it
  std::vector<std::int64_t> out;
  std::vector<std::vector<std::int64_t>> given;  // by carrier: its voyages in the plan taken over, spelt out
};

// A voyage spelt out: times and ways of both runs, and what is aboard.
void spell(const Paths& paths, const Voyage& v, std::vector<std::int64_t>* out) {
  for (const Run* run : {&v.approach, &v.run}) {
    const int stops = run->is() ? run->stops : 0;
    out->push_back(stops);
    for (int i = 0; i < stops; ++i)
      out->insert(out->end(), {run->at[i].opens, run->at[i].closes,
                               i + 1 < stops ? paths[run->path].hops[static_cast<std::size_t>(i)].way : -1});
  }
  const std::size_t at = out->size();
  out->push_back(0);
  std::vector<std::pair<int, std::int64_t>> loads;
  for (const Load& load : v.loads) loads.push_back({load.line, load.pieces});
  std::sort(loads.begin(), loads.end());
  for (std::size_t i = 0; i < loads.size(); ++i) {
    if (i && loads[i].first == loads[i - 1].first) out->back() += loads[i].second;
    else out->insert(out->end(), {loads[i].first, loads[i].second}), ++(*out)[at];
  }
}

Minute minute(std::int64_t at) {
  return at >= NEVER ? NEVER : at <= ALWAYS ? ALWAYS : static_cast<Minute>(at);
}

Spans spans_from(const std::int64_t* data, std::int64_t count) {
  Spans spans;
  for (std::int64_t i = 0; i < count; ++i) spans.push_back({minute(data[2 * i]), minute(data[2 * i + 1])});
  return spans;
}

void put_run(const Core& core, const Voyage& v, const Run& run, bool loaded, std::vector<std::int64_t>* out) {
  const Path& path = (*core.paths)[run.path];
  std::map<int, std::int64_t> loads;
  if (loaded)
    for (const Load& load : v.loads) loads[load.line] += load.pieces;
  out->insert(out->end(), {v.carrier, run.stops, static_cast<std::int64_t>(loads.size())});
  for (int i = 0; i < run.stops; ++i) {
    int place = i ? core.paths->ways[path.hops[i - 1].way].destination : path.origin;
    int way = i + 1 < run.stops ? path.hops[i].way : -1;
    out->insert(out->end(), {place, run.at[i].opens, run.at[i].closes, way});
  }
  for (auto [line, pieces] : loads) out->insert(out->end(), {line, pieces});
}

}  // namespace

#pragma GCC visibility push(default)
extern "C" {

using Row = const std::int64_t*;

void* core_new(std::int64_t start, std::int64_t end) {
  auto* core = new Core;
  core->ground.start = minute(start), core->ground.end = minute(end);
  return core;
}

void core_free(void* handle) { delete static_cast<Core*>(handle); }

// Make ready for another book, whose facts come anew; owners stay, and what was asked until `core_recall`.
void core_turn(void* handle, std::int64_t start, std::int64_t end) {
  auto* core = static_cast<Core*>(handle);
  core->adoption.reset(), core->draft.reset(), core->best.reset(), core->touched.clear(), core->given.clear();
  core->old_law = std::move(core->law), core->old_paths = std::move(core->paths);
  core->old_routes = std::move(core->routes);
  Ground ground;
  ground.owners.swap(core->ground.owners);
  core->ground = std::move(ground);
  core->ground.start = minute(start), core->ground.end = minute(end);
}

// Take over the answers of law, ways and lengths known from the book before.
void core_recall(void* handle, int lawful, int rounds) {
  auto* core = static_cast<Core*>(handle);
  core->law->recall(*core->old_law);
  core->paths->recall(*core->old_paths, lawful != 0, rounds != 0);
  core->routes->recall(*core->old_routes);
  core->old_routes.reset(), core->old_paths.reset(), core->old_law.reset();
}

// Rows of questions that may have another answer now, as they were asked.
void core_forget(void* handle, Row v, std::int64_t rows) {
  auto& law = *static_cast<Core*>(handle)->law;
  auto at = [&](int i) { return static_cast<int>(v[i]); };
  for (; rows-- > 0; v += 8) law.forget(at(0), at(1), at(2), at(3), at(4), at(5), at(6), at(7));
}

// nation law air sea rail road opens closes kg/h pax/h storage_kg storage_pax spans...
void core_place(void* handle, Row v, Row open, std::int64_t open_count) {
  auto& g = static_cast<Core*>(handle)->ground;
  Place p;
  p.nation = static_cast<int>(v[0]), p.law = static_cast<int>(v[1]);
  for (int mode = 0; mode < MODES; ++mode) p.slots[mode] = static_cast<int>(v[2 + mode]);
  p.opens = minute(v[6]), p.closes = minute(v[7]);
  p.kg_per_hour = v[8], p.pax_per_hour = v[9], p.storage_kg = v[10], p.storage_pax = v[11];
  p.open = spans_from(open, open_count);
  g.places.push_back(std::move(p));
}

// mode nation home count speed seats kg dm2 duty load unload cost opens closes slots kind path law
void core_fleet(void* handle, Row v) {
  auto& g = static_cast<Core*>(handle)->ground;
  Fleet f;
  f.mode = static_cast<int>(v[0]), f.nation = static_cast<int>(v[1]), f.home = static_cast<int>(v[2]);
  f.count = static_cast<int>(v[3]), f.first = g.carriers;
  f.speed = v[4], f.seats = v[5], f.kg = v[6], f.dm2 = v[7];
  f.duty = minute(v[8]), f.load = minute(v[9]), f.unload = minute(v[10]), f.cost = v[11];
  f.opens = minute(v[12]), f.closes = minute(v[13]);
  f.slots = static_cast<int>(v[14]), f.kind = static_cast<int>(v[15]), f.path = static_cast<int>(v[16]),
  f.law = static_cast<int>(v[17]);
  g.carriers += f.count;
  g.fleet_of.insert(g.fleet_of.end(), f.count, static_cast<int>(g.fleets.size()));
  g.fleets.push_back(f);
}

// rows of: nation host task borrows
void core_owners(void* handle, Row v, std::int64_t rows) {
  auto& g = static_cast<Core*>(handle)->ground;
  for (; rows-- > 0; v += 4)
    g.owners.push_back({static_cast<int>(v[0]), static_cast<int>(v[1]), static_cast<int>(v[2]), v[3] != 0});
}

// rows of: capability together destination poe pod rdd ald ead weight amount; then pairs (earlier, later)
void core_requirements(void* handle, Row v, std::int64_t rows, Row pairs, std::int64_t count) {
  auto& g = static_cast<Core*>(handle)->ground;
  for (; rows-- > 0; v += 10) {
    Requirement r;
    r.capability = v[0] != 0, r.together = v[1] != 0;
    r.destination = static_cast<int>(v[2]), r.poe = static_cast<int>(v[3]), r.pod = static_cast<int>(v[4]);
    r.rdd = minute(v[5]), r.ald = minute(v[6]), r.ead = minute(v[7]), r.weight = v[8], r.amount = v[9];
    g.requirements.push_back(std::move(r));
  }
  for (; count-- > 0; pairs += 2) {
    g.requirements[pairs[1]].after.push_back(static_cast<int>(pairs[0]));
    g.requirements[pairs[0]].before.push_back(static_cast<int>(pairs[1]));
  }
}

// rows of: requirement owner origin destination ready open close covers source takes whole
void core_movements(void* handle, Row v, std::int64_t rows) {
  auto& g = static_cast<Core*>(handle)->ground;
  for (; rows-- > 0; v += 11) {
    Movement m;
    m.requirement = static_cast<int>(v[0]), m.owner = static_cast<int>(v[1]);
    m.origin = static_cast<int>(v[2]), m.destination = static_cast<int>(v[3]);
    m.ready = minute(v[4]), m.open = minute(v[5]), m.close = minute(v[6]);
    m.covers = v[7], m.source = static_cast<int>(v[8]), m.takes = v[9], m.whole = v[10];
    g.requirements[m.requirement].movements.push_back(static_cast<int>(g.movements.size()));
    g.movements.push_back(std::move(m));
  }
}

// rows of: movement pieces kg dm2 pax shape height mlc natures equivalent
void core_lines(void* handle, Row v, std::int64_t rows) {
  auto& g = static_cast<Core*>(handle)->ground;
  for (; rows-- > 0; v += 10) {
    Line l{static_cast<int>(v[0]), v[1], v[2], v[3], v[4] != 0, static_cast<int>(v[5]), static_cast<int>(v[6]),
           static_cast<int>(v[7]), static_cast<Mask>(v[8]), v[9]};
    g.movements[l.movement].lines.push_back(static_cast<int>(g.lines.size()));
    g.lines.push_back(l);
  }
}

void core_sources(void* handle, Row v, std::int64_t rows) {
  static_cast<Core*>(handle)->ground.sources.assign(v, v + rows);
}

// Matrices of bytes: shapes x fleets that take them, fleets x places they may stop at; places x places metres.
void core_matrices(void* handle, const char* takes, std::int64_t shapes, const char* stops, Row metres) {
  auto& g = static_cast<Core*>(handle)->ground;
  std::size_t fleets = g.fleets.size(), places = g.places.size();
  for (std::int64_t s = 0; s < shapes; ++s) g.takes.emplace_back(takes + s * fleets, takes + (s + 1) * fleets);
  for (std::size_t f = 0; f < fleets; ++f) g.stops.emplace_back(stops + f * places, stops + (f + 1) * places);
  for (std::size_t p = 0; p < places; ++p) g.metres.emplace_back(metres + p * places, metres + (p + 1) * places);
}

void core_begin(void* handle, Asker ask, Finder find_ways, Avoider go_round, Measurer measure) {
  auto* core = static_cast<Core*>(handle);
  core->law = std::make_unique<Law>(core->ground, core->spans);
  core->paths = std::make_unique<Paths>(core->ground, core->spans, *core->law);
  core->routes = std::make_unique<Routes>(core->ground, *core->paths);
  core->law->ask = ask;
  core->paths->find_ways = find_ways, core->paths->go_round = go_round;
  core->routes->measure = measure;
}

std::int64_t core_add_consent(void* handle, std::int64_t actor, std::int64_t pax, std::int64_t kg) {
  auto& consents = static_cast<Core*>(handle)->law->consents;
  consents.push_back({static_cast<int>(actor), pax, kg});
  return static_cast<std::int64_t>(consents.size()) - 1;
}

std::int64_t core_add_answer(void* handle, Row open, std::int64_t opens, Row free, std::int64_t frees, Row consents,
                             std::int64_t count) {
  auto* core = static_cast<Core*>(handle);
  Answer answer{core->spans.intern(spans_from(open, opens)), core->spans.intern(spans_from(free, frees)),
                std::vector<int>(consents, consents + count)};
  core->law->answers.push_back(std::move(answer));
  return static_cast<std::int64_t>(core->law->answers.size()) - 1;
}

// mode origin destination metres height mlc day_way day_limit
std::int64_t core_add_way(void* handle, Row v, Row nations, std::int64_t count, Row open, std::int64_t opens) {
  auto* core = static_cast<Core*>(handle);
  Way way{static_cast<int>(v[0]), static_cast<int>(v[1]), static_cast<int>(v[2]), v[3],
          std::vector<int>(nations, nations + count), static_cast<int>(v[4]), static_cast<int>(v[5]),
          static_cast<int>(v[6]), static_cast<int>(v[7]), core->spans.intern(spans_from(open, opens))};
  return core->paths->add_way(std::move(way));
}

// A known way with other closed times, and other numbers of carriers a day.
void core_change_way(void* handle, std::int64_t number, std::int64_t day_way, std::int64_t day_limit, Row open,
                     std::int64_t opens) {
  auto* core = static_cast<Core*>(handle);
  Way& way = core->paths->ways[static_cast<std::size_t>(number)];
  way.day_way = static_cast<int>(day_way), way.day_limit = static_cast<int>(day_limit);
  way.open = core->spans.intern(spans_from(open, opens));
}

// Minutes of the quickest route through places for loads of an owner; shapes are pairs (shape, natures), sorted.
std::int64_t core_kin_minutes(void* handle, Row places, std::int64_t count, std::int64_t owner, std::int64_t together,
                              Row shapes, std::int64_t shape_count) {
  auto* core = static_cast<Core*>(handle);
  Kin kin{std::vector<int>(places, places + count), static_cast<int>(owner), together != 0, {}};
  for (std::int64_t i = 0; i < shape_count; ++i)
    kin.shapes.push_back({static_cast<int>(shapes[2 * i]), static_cast<Mask>(shapes[2 * i + 1])});
  const Route* route = core->routes->quickest(core->routes->number(kin));
  return route ? route->minutes : NEVER;
}

// A new draft with every requirement placed in the order.
void core_build(void* handle, Row order, std::int64_t count, int (*tell)(std::int64_t)) {
  auto* core = static_cast<Core*>(handle);
  core->touched.clear(), core->given.clear(), core->adoption.reset();
  core->draft = std::make_unique<Draft>(core->ground, core->spans, *core->law, *core->paths, *core->routes);
  core->draft->build(std::vector<int>(order, order + count), [&](int placed) { tell(placed); });
}

void core_keep(void* handle) { static_cast<Core*>(handle)->best = std::move(static_cast<Core*>(handle)->draft); }

void core_restore(void* handle) { static_cast<Core*>(handle)->draft = std::move(static_cast<Core*>(handle)->best); }

void core_search(void* handle, double seconds, std::int64_t rounds, std::int64_t seed, int (*tell)(std::int64_t),
                 std::int64_t* counts) {
  auto* core = static_cast<Core*>(handle);
  Search search(*core->draft, {seconds, rounds, static_cast<std::uint64_t>(seed), core->touched});
  search.run([&](std::int64_t tried) { return tell(tried) != 0; });
  counts[0] = search.tried, counts[1] = search.taken;
}

// The plan in force taken over as far as it stands; requirements of which something is to be placed anew. Per voyage:
// carrier (-1: no more) loads, then the approach and the run, each as stops (0: none) and per stop arrive depart way
// (-1 at the last, -2 when it is no more), then per load line (-1: no more) pieces. `serving` are movements.
std::int64_t core_adopt(void* handle, Row v, std::int64_t count, Row serving, std::int64_t servings, Row order,
                        std::int64_t orders, std::int64_t now, const std::int64_t** data) {
  auto* core = static_cast<Core*>(handle);
  core->draft = std::make_unique<Draft>(core->ground, core->spans, *core->law, *core->paths, *core->routes);
  std::vector<Standing> trips;
  trips.reserve(static_cast<std::size_t>(count));
  core->given.assign(static_cast<std::size_t>(core->ground.carriers), {});
  std::vector<int> ways;
  while (count-- > 0) {
    Standing trip;
    const bool gone = v[0] < 0;
    trip.voyage.carrier = static_cast<int>(*v++);
    if (!gone) trip.voyage.fleet = core->ground.fleet_of[trip.voyage.carrier];
    std::int64_t loads = *v++;
    for (Run* run : {&trip.voyage.approach, &trip.voyage.run}) {
      run->stops = static_cast<int>(*v++);
      ways.clear();
      for (int i = 0; i < run->stops; ++i, v += 3) {
        run->at[i] = {minute(v[0]), minute(v[1])};
        if (v[2] >= 0 && !gone) core->paths->learn(static_cast<int>(v[2])), ways.push_back(static_cast<int>(v[2]));
        trip.lost |= v[2] == -2;
      }
      if (run->stops && !trip.lost && !gone)
        run->path = core->paths->along(core->ground.fleets[trip.voyage.fleet], ways);
    }
    for (; loads-- > 0; v += 2)
      if (v[0] >= 0) trip.voyage.loads.push_back({static_cast<int>(v[0]), -1, v[1]});
    if (gone) continue;
    auto& given = core->given[static_cast<std::size_t>(trip.voyage.carrier)];
    if (trip.lost) given.push_back(-1);
    else spell(*core->paths, trip.voyage, &given);
    trips.push_back(std::move(trip));
  }
  core->adoption = std::make_unique<Adoption>(*core->draft, minute(now));
  core->adoption->take(std::move(trips), std::vector<int>(serving, serving + servings));
  const std::vector<int> found = core->adoption->open(std::vector<int>(order, order + orders));
  core->out.assign(found.begin(), found.end());
  *data = core->out.data();
  return static_cast<std::int64_t>(core->out.size());
}

// What of the plan taken over cannot stay as it is placed anew in the order, of movements told since too; how many
// requirements that is. From then on a promise moved costs `price` minutes of its weight.
std::int64_t core_mend(void* handle, Row order, std::int64_t orders, std::int64_t price) {
  auto* core = static_cast<Core*>(handle);
  core->draft->grow();
  core->draft->promise(static_cast<Minute>(price));
  core->touched = core->adoption->mend(std::vector<int>(order, order + orders));
  core->adoption.reset();
  core->draft->commit();
  return static_cast<std::int64_t>(core->touched.size());
}

// Carriers whose trips are to be told in any case: the plan gives them loads that are no more.
void core_tell(void* handle, Row carriers, std::int64_t count) {
  auto& given = static_cast<Core*>(handle)->given;
  for (std::int64_t i = 0; i < count; ++i) given[static_cast<std::size_t>(carriers[i])].clear();
}

// undelivered lateness, of the whole and of each requirement in turn
void core_worth(void* handle, std::int64_t* out, std::int64_t each) {
  auto* core = static_cast<Core*>(handle);
  Worth total = core->draft->total();
  out[0] = total.undelivered, out[1] = total.lateness;
  for (std::int64_t r = 0; r < each; ++r) {
    Worth w = core->draft->worth(static_cast<int>(r));
    out[2 + 2 * r] = w.undelivered, out[3 + 2 * r] = w.lateness;
  }
}

// Moving minutes of every run times the cost of an hour, in whole hours' cost.
std::int64_t core_cost(void* handle) {
  auto* core = static_cast<Core*>(handle);
  return core->draft->schedule.cost() / 60;
}

// Every trip: carrier stops loads, per stop place arrive depart way (-1 at the last), per load line pieces, save those
// of carriers that do all as in the plan taken over; then movements that serve, these carriers, and where both begin.
std::int64_t core_export(void* handle, const std::int64_t** data) {
  auto* core = static_cast<Core*>(handle);
  core->out.clear();
  const Schedule& s = core->draft->schedule;
  std::vector<std::int64_t> same, now;
  for (std::size_t carrier = 0; carrier < static_cast<std::size_t>(core->ground.carriers); ++carrier) {
    const auto& line = s.timelines[static_cast<int>(carrier)];
    now.clear();
    for (const Entry& entry : line) spell(*core->paths, s.voyages[entry.voyage], &now);
    if (!now.empty() && carrier < core->given.size() && core->given[carrier] == now) {
      same.push_back(static_cast<std::int64_t>(carrier));
      continue;
    }
    for (const Entry& entry : line) {
      const Voyage& v = s.voyages[entry.voyage];
      if (v.approach.is()) put_run(*core, v, v.approach, false, &core->out);
      put_run(*core, v, v.run, true, &core->out);
    }
  }
  std::int64_t trips = static_cast<std::int64_t>(core->out.size());
  const std::vector<int> assigned = core->draft->assigned();
  core->out.insert(core->out.end(), assigned.begin(), assigned.end());
  const std::int64_t serving_end = static_cast<std::int64_t>(core->out.size());
  core->out.insert(core->out.end(), same.begin(), same.end());
  core->out.push_back(trips), core->out.push_back(serving_end);
  *data = core->out.data();
  return static_cast<std::int64_t>(core->out.size());
}

}  // extern "C"
#pragma GCC visibility pop
