"""What QGIS itself sees of a service: every collection as a layer, read to its end, filtered by box and by property.

usage: see-layers.py <address>/ogc <token> <collection> <property> <value> …   (property and value in turns per collection)
Prints one JSON object: collection -> what was seen.
"""

import json
import os
import sys

os.environ['QT_QPA_PLATFORM'] = 'offscreen'

from qgis.core import QgsApplication, QgsDataSourceUri, QgsFeatureRequest, QgsVectorLayer  # noqa: E402


def open_layer(url, token, collection, sql=''):
    uri = QgsDataSourceUri()
    uri.setParam('url', url)
    uri.setParam('typename', collection)
    uri.setUsername('qgis')
    uri.setPassword(token)
    if sql:
        uri.setSql(sql)
    return QgsVectorLayer(uri.uri(False), collection, 'OAPIF')


def see(url, token, collection, name, value):
    layer = open_layer(url, token, collection)
    if not layer.isValid():
        return {'error': layer.error().summary() or 'the layer is not valid'}
    features = list(layer.getFeatures())
    placed = [feature for feature in features if feature.hasGeometry()]
    box = placed[0].geometry().boundingBox()
    box.grow(0.0005)
    inside = [feature for feature in placed if feature.geometry().intersects(box)]
    asked = list(layer.getFeatures(QgsFeatureRequest().setFilterRect(box)))
    filtered = open_layer(url, token, collection)
    filtered.setSubsetString(f'"{name}" = \'{value}\'')
    return {
        'crs': layer.crs().authid(),
        'fields': {field.name(): field.typeName() for field in layer.fields()},
        'counted': layer.featureCount(),
        'read': len(features),
        'ids': len({feature['recordId'] for feature in features}),
        'places': len(placed),
        'inside': sorted(feature['recordId'] for feature in inside),
        'inBox': sorted(feature['recordId'] for feature in asked if feature.hasGeometry()),
        'filtered': len(list(filtered.getFeatures())),
        'like': len([feature for feature in features if feature[name] == value]),
    }


def main():
    url, token, *rest = sys.argv[1:]
    application = QgsApplication([], False)
    application.initQgis()
    wanted = [rest[i : i + 3] for i in range(0, len(rest), 3)]
    seen = {collection: see(url, token, collection, name, value) for collection, name, value in wanted}
    json.dump(seen, sys.stdout)
    application.exitQgis()


main()
