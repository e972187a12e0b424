#!/usr/bin/env python3
"""Makes src/serve/pages/world.tsv, the shapes of the map: python3 tools/map/make.py FOLDER > src/serve/pages/world.tsv

FOLDER is the unpacked npm package `world-atlas` (Natural Earth as TopoJSON). Needs `pip install pycountry` for the codes. Countries
too small for the scale of 1:110 million are dots at their middle, from the scale of 1:50 million.
"""

import json
import math
import sys

import pycountry

WIDTH, HEIGHT = 1000, 500
UNNUMBERED = {"Kosovo": "XK"}
DOT = 3
# Points nearer than this to the last one are left out, in units of the drawing.
NEAREST = 1.2

# Natural Earth projection, polynomial form of Patterson and Šavrič (2012).
def project(lon, lat):
    phi, lam = math.radians(lat), math.radians(lon)
    p2 = phi * phi
    p4 = p2 * p2
    x = lam * (0.8707 - 0.131979 * p2 + p4 * (-0.013791 + p4 * (0.003971 * p2 - 0.001529 * p4)))
    y = phi * (1.007226 + p2 * (0.015085 + p4 * (-0.044475 + 0.028874 * p2 - 0.005916 * p4)))
    return WIDTH / 2 + x * WIDTH / 5.5, HEIGHT / 2 - y * WIDTH / 5.5 + 10


def arcs(topology):
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        yield points


def rings(geometry, lines):
    polygons = {"Polygon": lambda: [geometry["arcs"]], "MultiPolygon": lambda: geometry["arcs"]}[geometry["type"]]()
    for polygon in polygons:
        for ring in polygon:
            points = []
            for index in ring:
                line = lines[index] if index >= 0 else lines[~index][::-1]
                points.extend(line[1:] if points else line)
            yield points


def pieces(ring):
    """A ring that crosses the edge of the map, in the pieces on either side."""
    cut = [[ring[0]]]
    for last, point in zip(ring, ring[1:]):
        if abs(point[0] - last[0]) > 180:
            cut.append([])
        cut[-1].append(point)
    if len(cut) > 1:
        cut[0] = cut.pop() + cut[0]
    return cut


def area(points):
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:])) / 2


def code(geometry):
    known = pycountry.countries.get(numeric=geometry.get("id") or "")
    return known.alpha_2 if known else UNNUMBERED.get(geometry["properties"]["name"])


def path(points):
    kept = [points[0]]
    for point in points[1:]:
        if math.dist(point, kept[-1]) >= NEAREST:
            kept.append(point)
    if len(kept) < 3:
        return ""
    whole = [(round(x), round(y)) for x, y in kept]
    steps = [f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in zip(whole, whole[1:])]
    return f"M{whole[0][0]} {whole[0][1]}l" + " ".join(steps).replace(" -", "-") + "z"


def countries(folder, scale):
    topology = json.load(open(f"{folder}/countries-{scale}.json"))
    lines = list(arcs(topology))
    for geometry in topology["objects"]["countries"]["geometries"]:
        if geometry.get("type") in ("Polygon", "MultiPolygon"):
            yield code(geometry), geometry["properties"]["name"], [
                [project(*p) for p in piece] for ring in rings(geometry, lines) for piece in pieces(ring) if len(piece) > 2
            ]


def main(folder):
    print("# Shapes of countries: Natural Earth 4.1 (public domain), 1:110 million, by tools/map/make.py; code, then an SVG path in a box of 1000 by 500")
    shapes = {}
    for country, name, outlines in countries(folder, "110m"):
        if country == "AQ":
            continue
        shapes.setdefault(country or "-", []).extend(filter(None, map(path, outlines)))
    for country, name, outlines in countries(folder, "50m"):
        if country and country != "AQ" and not shapes.get(country):
            largest = max(outlines, key=lambda ring: abs(area(ring)))
            x = sum(p[0] for p in largest) / len(largest)
            y = sum(p[1] for p in largest) / len(largest)
            shapes[country] = [f"M{round(x) - DOT} {round(y)}a{DOT} {DOT} 0 1 0 {2 * DOT} 0a{DOT} {DOT} 0 1 0-{2 * DOT} 0z"]
    for country, paths in sorted(shapes.items()):
        print(f"{country}\t{''.join(paths)}")


main(sys.argv[1])
