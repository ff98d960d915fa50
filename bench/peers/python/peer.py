"""cKDTree and networkx, the strongest thing easily picked in process: same network, same questions, answers as JSON.

usage: peer.py <folder with network.json> <rounds>; on stdout {"answers": [...], "micros": [...], "scipy": [...]}
"""
import json
import sys
import time

import networkx as nx
import numpy as np
from scipy.spatial import cKDTree

folder, rounds = sys.argv[1], int(sys.argv[2])
with open(folder + "/network.json") as file:
    given = json.load(file)
numbers = lambda name, kind: np.fromfile(f"{folder}/{name}.bin", dtype=kind)

nodes, cutoff = given["nodes"], given["cutoff"]
# Metres on a plane: east and north of the middle, each latitude with its own width of a degree.
lon, lat = numbers("source_lon", "f8"), numbers("source_lat", "f8")
ids, way = numbers("source_id", "i4"), numbers("source_way", "i4")
room = np.minimum(numbers("source_open", "i4"), numbers("source_usable", "i4"))
NORTH, EAST = given["north"], given["east"]
width = lambda at: EAST * np.cos(np.radians(at)) / np.cos(np.radians(given["lat"]))
# A circle on the plane takes in a rim that does not count: the exact distance decides afterwards.
tree = cKDTree(np.column_stack([lon * EAST, lat * NORTH]))

graph = nx.DiGraph()
source, target = numbers("edge_from", "i4"), numbers("edge_to", "i4")
cost, one_way = numbers("edge_cost", "f8"), numbers("edge_one_way", "i4")
for u, v, c, single in zip(source.tolist(), target.tolist(), cost.tolist(), one_way.tolist()):
    for a, b in [(u, v)] if single else [(u, v), (v, u)]:
        known = graph.get_edge_data(a, b)
        if known is None or known["weight"] > c:
            graph.add_edge(a, b, weight=c)


def answer(question):
    x, y = question["lon"], question["lat"]
    stretch = max(1.0, EAST / width(y)) * 1.001
    near = np.asarray(tree.query_ball_point([x * EAST, y * NORTH], 1000 * stretch), dtype=int)
    dx, dy = (lon[near] - x) * width(y), (lat[near] - y) * NORTH
    near = near[(dx * dx + dy * dy <= 1e6) & (room[near] >= question["needCkva"])]
    if len(near) == 0:
        return []
    for edge in question["onto"]:
        graph.add_edge(-1, edge["to"], weight=edge["cost"])
    reached = nx.single_source_dijkstra_path_length(graph, -1, cutoff=cutoff)
    graph.remove_node(-1)
    fixed = question["fixedYuan"]
    offers = []
    for i in near.tolist():
        along = reached.get(nodes + int(ids[i]))
        if along is not None:
            offers.append((round((along + fixed[way[i]]) * 100), int(ids[i])))
    offers.sort()
    return [one for _, one in offers[:5]]


questions = given["questions"]
answers = [answer(question) for question in questions]
micros = []
for question in questions:
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        answer(question)
        times.append((time.perf_counter() - start) * 1e6)
    micros.append(sorted(times)[len(times) // 2])
json.dump({"answers": answers, "micros": micros}, sys.stdout)
