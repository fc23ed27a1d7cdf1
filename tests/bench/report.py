"""The table a run prints, var/bench.json and var/bench.md."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from tests.bench.case import Sample

_HEADS = ("", "application", "database", "together", "times bare", "queries", "a second")


@dataclass(frozen=True, slots=True)
class Figure:
    """Medians of the rounds. `cpu_ms` is the application's alone, `db_cpu_ms` PostgreSQL's;
    `ratio_to_bare` is of their sum."""

    name: str
    cpu_ms: float
    db_cpu_ms: float
    ratio_to_bare: float | None
    queries: float
    per_second: float

    @property
    def together(self) -> float:
        return self.cpu_ms + self.db_cpu_ms

    def row(self) -> list[str]:
        ratio = "" if self.ratio_to_bare is None else f"{self.ratio_to_bare:.1f}"
        sums = [f"{value:.2f}" for value in (self.cpu_ms, self.db_cpu_ms, self.together)]
        return [self.name, *sums, ratio, f"{self.queries:g}", f"{self.per_second:.0f}"]


def figure(name: str, samples: Sequence[Sample], queries: float, bare: float | None) -> Figure:
    """`bare` is what the bare view takes together; None where it was not measured."""
    cpu = median(sample.cpu_ms for sample in samples)
    db_cpu = median(sample.db_cpu_ms for sample in samples)
    return Figure(
        name=name,
        cpu_ms=round(cpu, 3),
        db_cpu_ms=round(db_cpu, 3),
        ratio_to_bare=round((cpu + db_cpu) / bare, 2) if bare else None,
        queries=round(queries, 2),
        per_second=round(median(sample.per_second for sample in samples), 1),
    )


def table(figures: Sequence[Figure]) -> str:
    """In Markdown; CPU-milliseconds each."""
    rows = [list(_HEADS), *(each.row() for each in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADS))]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    lines = []
    for row in [rows[0], rule, *rows[1:]]:
        cells = [row[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def write(folder: Path, figures: Sequence[Figure], circumstances: str) -> None:
    """bench.json and bench.md are of this run."""
    listed = json.dumps([asdict(each) for each in figures], indent=2, ensure_ascii=False)
    (folder / "bench.json").write_text(f"{listed}\n", encoding="utf-8")
    words = f"{circumstances}\n\n{table(figures)}\n"
    (folder / "bench.md").write_text(words, encoding="utf-8")
