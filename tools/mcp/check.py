#!/usr/bin/env python3
"""Has the official Python client (PyPI: mcp) ask `dateline mcp` in both versions of the protocol, and holds its answers
against those of the terminal.

    pip install mcp==2.3.0
    tools/mcp/check.py PROGRAM INDEX
"""
import asyncio
import json
import subprocess
import sys

from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client

# How the client comes to each version: by a handshake (`initialize`), by asking first, and without either.
WAYS = {"legacy": "2025-11-25", "auto": "2026-07-28", "2026-07-28": "2026-07-28"}
QUERY = "port"


class Terminal:
    """The program at the terminal, over the same index."""

    def __init__(self, program, index):
        self.program, self.index = program, index

    def __call__(self, *arguments):
        # Exit code 1 says that nothing was found, which is an answer.
        run = subprocess.run(
            [self.program, *arguments, "--format", "json", "--index", self.index], capture_output=True, text=True
        )
        assert run.returncode in (0, 1), run.stderr
        return json.loads(run.stdout)


async def check(program, index, mode, version):
    terminal = Terminal(program, index)
    server = StdioServerParameters(command=program, args=["mcp", "--index", index])
    async with Client(stdio_client(server), mode=mode) as client:
        assert client.protocol_version == version, (mode, client.protocol_version)
        tools = [tool.name for tool in (await client.list_tools()).tools]
        assert tools == ["search", "article", "facets", "timeline", "names", "copies"], tools

        async def call(tool, **arguments):
            result = await client.call_tool(tool, arguments)
            assert not result.is_error, result.content
            # Clients that know no structured content read the text.
            assert json.loads(result.content[0].text) == result.structured_content
            return result.structured_content

        found = await call("search", query=QUERY)
        assert found == terminal("search", QUERY), "search"
        filtered = await call("search", query=QUERY, country=["sy", "ru"], order="newest")
        assert filtered == terminal("search", QUERY, "--country", "sy,ru", "--sort", "newest"), "filters"
        counted = await call("facets", query=QUERY, by=["country", "lang"])
        assert counted == terminal("facets", QUERY, "--by", "country,lang"), "facets"
        assert (await call("timeline", query=QUERY))["total"] == found["total"], "timeline"
        first = found["hits"][0]["id"]
        article = await call("article", id=first)
        assert article["article_id"] == first and article["published"] == terminal("show", first)["published"], "article"
        assert await call("names", name="Hmeimim") == terminal("names", "Hmeimim"), "names"
        story = terminal("copies")["groups"][0]
        copies = await call("copies", id=story["articles"][0]["id"])
        assert json.dumps(story["articles"][1]["id"]) in json.dumps(copies), "copies"
        read = await client.read_resource(f"dateline://article/{first}")
        assert json.loads(read.contents[0].text)["body"] == article["body"], "resource"
        wrong = await client.call_tool("search", {"query": "\"never closed"})
        assert wrong.is_error and "never closed" in wrong.content[0].text, wrong
        print(f"{mode}: protocol {version}, {len(tools)} tools, {found['total']} hits as at the terminal")


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    for mode, version in WAYS.items():
        asyncio.run(check(sys.argv[1], sys.argv[2], mode, version))


if __name__ == "__main__":
    main()
