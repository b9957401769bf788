// Runs in every page before its own scripts and tells when what it waits for was painted.
window.probe = (() => {
  const draws = [];
  const clearRect = CanvasRenderingContext2D.prototype.clearRect;
  // Each picture of the UI, and of the bare canvas, begins by clearing its canvas.
  CanvasRenderingContext2D.prototype.clearRect = function (...box) {
    const { canvas } = this;
    const label = canvas.getAttribute("aria-label") ?? "";
    draws.push({ canvas, label, address: location.search, at: performance.now() });
    clearRect.apply(this, box);
  };

  const parses = [];
  const json = Response.prototype.json;
  Response.prototype.json = async function () {
    const value = await json.call(this);
    parses.push({ url: this.url, at: performance.now() });
    return value;
  };

  const tasks = [];
  new PerformanceObserver((list) => tasks.push(...list.getEntries())).observe({
    type: "longtask",
    buffered: true,
  });

  /** The time at the end of the first frame at whose beginning something holds. */
  function painted(holds) {
    return new Promise((done) => {
      function look() {
        if (!holds()) return void requestAnimationFrame(look);
        // A message is delivered only after the frame was laid out and painted.
        const channel = new MessageChannel();
        channel.port1.onmessage = () => done(performance.now());
        channel.port2.postMessage(undefined);
      }
      requestAnimationFrame(look);
    });
  }

  /**
   * How long from the next event of a type until the flame graph was painted as the address that it
   * led to has it; in probe.result.
   */
  function flameAfter(type) {
    const before = location.search;
    probe.result = new Promise((done) => {
      function begin({ timeStamp }) {
        const drawn = () => flames(timeStamp).some(({ address }) => address !== before);
        painted(drawn).then((end) => done(end - timeStamp));
      }
      addEventListener(type, begin, { capture: true, once: true });
    });
  }

  /** When the last byte of the answer to a question came. */
  function answered(path) {
    const entries = performance.getEntriesByType("resource");
    return entries.find(({ name }) => name.includes(path)).responseEnd;
  }

  function parsed(path) {
    return parses.find(({ url }) => url.includes(path)).at;
  }

  const isFlame = ({ canvas }) => canvas.getAttribute("aria-roledescription") === "flame graph";
  const flames = (since = 0) => draws.filter((draw) => isFlame(draw) && draw.at > since);

  /** Whether every chart that has data was drawn with them. */
  function chartsDrawn() {
    const known = (label) => label !== "" && !label.endsWith("no data");
    const charts = [...document.querySelectorAll(".track canvas")];
    const full = charts.filter((chart) => known(chart.getAttribute("aria-label")));
    return (
      full.length > 0 &&
      full.every((chart) => draws.some(({ canvas, label }) => canvas === chart && known(label)))
    );
  }

  let frames;
  /** Begins to write down when frames begin. */
  function watchFrames() {
    const own = (frames = []);
    function next() {
      own.push(performance.now());
      if (frames === own) requestAnimationFrame(next);
    }
    requestAnimationFrame(next);
  }
  /** The times between frames since then. */
  function gaps() {
    const own = frames;
    frames = undefined;
    return own.slice(1).map((at, i) => at - own[i]);
  }

  const probe = { draws, tasks, painted, flameAfter, answered, parsed, flames, chartsDrawn };
  return Object.assign(probe, { watchFrames, gaps });
})();
