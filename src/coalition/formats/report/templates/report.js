"use strict";
(() => {
  const root = document.documentElement;
  const bar = document.querySelector(".filter");
  const [words, nation] = [bar.querySelector("input"), bar.querySelector("select")];
  const count = bar.querySelector("output");
  const all = (query, within = document) => [...within.querySelectorAll(query)];
  const rows = all("[data-words]");
  const sheets = all("svg.picture").filter((svg) => svg.querySelector(".row"));
  const heights = new Map(sheets.map((svg) => [svg, svg.viewBox.baseVal.height]));

  const wanted = (row) => {
    const text = words.value.trim().toLowerCase();
    const from = nation.value;
    const fits = !row.dataset.uln || row.dataset.words.includes(text);
    return (!text || fits)
      && (!from || row.dataset.nations.split(" ").includes(from));
  };

  const close = (svg) => {
    let gap = 0;
    let shown = 0;
    for (const row of all(".row", svg)) {
      const height = row.querySelector(".row-ground").height.baseVal.value;
      if (row.classList.contains("gone")) gap += height;
      else { row.setAttribute("transform", `translate(0 ${-gap})`); shown += 1; }
    }
    const foot = svg.querySelector(".foot");
    foot.setAttribute("transform", `translate(0 ${-gap})`);
    const height = heights.get(svg) - gap;
    svg.setAttribute("viewBox", `0 0 ${svg.viewBox.baseVal.width} ${height}`);
    svg.setAttribute("height", height);
    const end = foot.dataset.top - gap;
    all("line.upright", svg).forEach((line) => line.setAttribute("y2", end));
    svg.closest(".scroll").classList.toggle("gone", !shown);
  };

  const sift = () => {
    rows.forEach((row) => row.classList.toggle("gone", !wanted(row)));
    sheets.forEach(close);
    const lines = rows.filter((row) => row.matches("g[data-uln]"));
    const left = lines.filter((row) => !row.classList.contains("gone")).length;
    count.textContent = `${left} of ${lines.length} requirements shown`;
  };

  const choose = (uln) => {
    root.classList.toggle("choosing", Boolean(uln));
    all("[data-uln]").forEach((it) => it.classList.toggle("chosen", it.dataset.uln === uln));
    all("[data-ulns]").forEach((it) => {
      it.classList.toggle("chosen", Boolean(uln) && it.dataset.ulns.split(" ").includes(uln));
    });
  };

  words.addEventListener("input", sift);
  nation.addEventListener("change", sift);
  bar.querySelector("button").addEventListener("click", () => {
    words.value = "";
    nation.value = "";
    choose("");
    sift();
  });
  document.addEventListener("click", (event) => {
    const row = event.target.closest("[data-uln]");
    if (row) choose(row.classList.contains("chosen") ? "" : row.dataset.uln);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") choose("");
  });
  root.classList.add("live");
  bar.hidden = false;
  sift();
})();
