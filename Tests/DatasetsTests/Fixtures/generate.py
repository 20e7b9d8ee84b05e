# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""Writes the parquet files of the tests with pyarrow, and what they hold as JSON; also packed JSON lines.

    python3 generate.py        (needs pyarrow; made with 26.0.1)

Each file has the same 900 rows in three row groups: texts with repeats, nulls, empty ones and all of Unicode, and a
column of every other type. They differ in encoding, packing, page version and page size.
"""

import gzip
import json
import pathlib

import pyarrow
import pyarrow.parquet

HERE = pathlib.Path(__file__).parent
ROWS = 900
WORDS = ["swift", "martlet", "Änderung", "漢字", "🐦 bird", "", "line\nbreak", 'quote "q"']


def text(i):
    if i % 11 == 3:
        return None
    return f"{WORDS[i % len(WORDS)]} {i // 7 if i % 3 else 'same'}" if i % 13 else WORDS[i % len(WORDS)]


columns = {
    "text": [text(i) for i in range(ROWS)],
    "id": [f"doc-{i:05d}" for i in range(ROWS)],
    "count": [None if i % 17 == 0 else i * i - 1000 for i in range(ROWS)],
    "small": [i % 200 - 100 for i in range(ROWS)],
    "score": [None if i % 19 == 0 else i / 8 for i in range(ROWS)],
    "ratio": [float(i) / 4 for i in range(ROWS)],
    "english": [None if i % 23 == 0 else i % 3 == 0 for i in range(ROWS)],
}
schema = pyarrow.schema(
    [
        ("text", pyarrow.string()),
        pyarrow.field("id", pyarrow.string(), nullable=False),
        ("count", pyarrow.int64()),
        ("small", pyarrow.int32()),
        ("score", pyarrow.float64()),
        ("ratio", pyarrow.float32()),
        ("english", pyarrow.bool_()),
    ]
)
table = pyarrow.table(columns, schema=schema)
nested = table.append_column("meta", pyarrow.array([{"lang": f"l{i % 3}"} for i in range(ROWS)])).append_column(
    "tags", pyarrow.array([["a"] * (i % 3) for i in range(ROWS)])
)

FILES = {
    "plain": dict(use_dictionary=False, compression="none"),
    "dictionary-snappy": dict(use_dictionary=True, compression="snappy"),
    "gzip-pages": dict(use_dictionary=False, compression="gzip", data_page_size=1024, write_batch_size=50),
    "zstd-v2": dict(use_dictionary=True, compression="zstd", data_page_version="2.0", write_page_checksum=True),
    "delta": dict(
        use_dictionary=False,
        compression="snappy",
        data_page_version="2.0",
        column_encoding={
            "text": "DELTA_LENGTH_BYTE_ARRAY",
            "id": "DELTA_BYTE_ARRAY",
            "count": "DELTA_BINARY_PACKED",
            "small": "DELTA_BINARY_PACKED",
            "english": "RLE",
        },
    ),
    "checksums": dict(
        use_dictionary=False, compression="none", write_page_checksum=True, data_page_size=2048, write_batch_size=50
    ),
}
for name, options in FILES.items():
    pyarrow.parquet.write_table(table, HERE / f"{name}.parquet", row_group_size=300, **options)
pyarrow.parquet.write_table(nested, HERE / "nested.parquet", row_group_size=300, compression="zstd")

(HERE / "rows.json").write_text(json.dumps(columns, ensure_ascii=False) + "\n")

lines = [json.dumps({"text": text(i) or "", "url": f"https://example.org/{i}"}, ensure_ascii=False) for i in range(200)]
# Two members, as some writers append.
packed = gzip.compress("\n".join(lines[:120]).encode() + b"\n", mtime=0)
packed += gzip.compress("\n".join(lines[120:]).encode() + b"\n", mtime=0)
(HERE / "lines.json.gz").write_bytes(packed)
