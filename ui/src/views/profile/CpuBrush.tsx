import type { JvmDetail } from "../../api/types";
import { BrushStrip, brushY } from "../../charts/BrushStrip";
import type { Samples } from "../../charts/samples";
import { axisNumber, clockSeconds, cores, count, windowSpan } from "../../format";
import type { Interval } from "../../state/range";
import { useTheme } from "../../state/theme";
import { tickText } from "../overview/JvmTracks";

interface CpuBrushProps {
  jvm: JvmDetail;
  cpu: Samples | undefined;
  gap: number;
  shown: Interval;
  window: Interval | undefined;
  onChange: (window: Interval | undefined) => void;
}

/** The CPU use of the range, to choose the window whose samples are shown. */
export function CpuBrush({ jvm, cpu, gap, shown, window, onChange }: CpuBrushProps) {
  const theme = useTheme();
  const peak = cpu ? Math.max(...cpu.high) : 0;
  const ceiling =
    jvm.cpus !== undefined && peak > jvm.cpus / 8 ? Math.max(jvm.cpus, peak) : peak * 1.1;
  const max = ceiling > 0 ? ceiling : 1;
  return (
    <section className="cpu-brush" aria-label="Time window">
      <div className="brush-label">
        <h2>CPU</h2>
        <p className="caption">
          {jvm.cpus === undefined ? "cores" : `cores of ${count(jvm.cpus)}`}
        </p>
        {cpu && (
          <div className="scale" aria-hidden>
            <span style={{ top: brushY(max, max) }}>{axisNumber(max)}</span>
            <span style={{ top: brushY(0, max) }}>0</span>
          </div>
        )}
      </div>
      <BrushStrip
        from={shown.from}
        to={shown.to}
        samples={cpu}
        gap={gap}
        max={max}
        theme={theme}
        window={window}
        onChange={onChange}
        tickText={tickText}
        windowText={(from, to) =>
          `${clockSeconds(from)} \u2013 ${clockSeconds(to)}, ${windowSpan(to - from)}`
        }
        pictureLabel={
          cpu ? `CPU use, up to ${cores(peak)} cores` : "CPU use of the process is not known here"
        }
      />
      {!window && <p className="brush-hint">drag to select a window</p>}
    </section>
  );
}
