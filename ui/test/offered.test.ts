import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { JvmDetail } from "../src/api/types";
import { NextSteps } from "../src/views/memory/NextSteps";
import type { RegionId } from "../src/views/overview/memoryStack";
import { eventKind } from "../src/views/profile/events";
import { EventSwitch } from "../src/views/profile/EventSwitch";
import { detail } from "./fixtures/story.mjs";

const jvm = detail("checkout-7") as JvmDetail;

describe("from a region of memory", () => {
  beforeAll(() => vi.stubGlobal("location", { origin: "http://fixture" }));
  afterAll(() => vi.unstubAllGlobals());

  const steps = (region: RegionId) => {
    const props = { jvm, region, name: region, query: new URLSearchParams("range=3h") };
    const html = renderToStaticMarkup(createElement(NextSteps, props));
    return [...html.matchAll(/href="([^"]*)"[^>]*>([^<]*)</g)].map(([, href, text]) => [
      text,
      new URL(href!.replaceAll("&amp;", "&"), "http://fixture").searchParams.get("event"),
    ]);
  };

  it("theWayLeadsToTheEventThatMakesItGrow", () => {
    expect(steps("stacks")[0]).toEqual(["Record who starts threads", "threadstart"]);
    expect(steps("meta")).toEqual([["Record who loads classes", "classload"]]);
    expect(steps("mapped")).toEqual([["Record who maps files", "filemap"]]);
    expect(steps("native")).toEqual([["Record who takes native memory", "nativemem"]]);
    expect(steps("code")).toEqual([["Record who loads classes", "classload"]]);
    expect(steps("files")).toEqual([]);
  });
});

describe("the switch of events", () => {
  const markup = (event: string) =>
    renderToStaticMarkup(
      createElement(EventSwitch, { kind: eventKind(event), coverage: [], onChoose: () => {} }),
    );

  it("hasTheUsualOnesInARowAndTheOthersBehindAButton", () => {
    const html = markup("wall");
    expect(html).toMatch(/aria-pressed="true">Wall</);
    expect(html.match(/aria-pressed/g)).toHaveLength(6);
    expect(html).toContain('aria-label="More events"');
    expect(html).not.toContain("Thread starts");
  });

  it("namesOnTheButtonWhatWasChosenBehindIt", () => {
    const html = markup("classload");
    expect(html).not.toContain('aria-pressed="true"');
    expect(html).toContain('aria-label="Event: Class loads"');
    expect(html).toMatch(/>Class loads</);
  });
});
