#!/usr/bin/env python3
"""Collects the examples that the official files give for our operations: examples.py FOLDER

FOLDER holds the sources named in SOURCES.md. Wildberries' examples are only in its own YAML
(PyYAML is needed), the other files carry them in their JSON. Run it together with
`cargo xtask contracts FOLDER`.
"""

import json
import pathlib
import sys

import yaml

HOME = pathlib.Path(__file__).parent


def official(source):
    """The file that has the examples of a source."""
    name = source.replace("derived-2026-10-24", "official-2026-08-17")
    return name.replace(".derived.json", ".yaml")


def read(path):
    text = path.read_text(encoding="utf-8")
    # Dates stay text: they are examples of JSON.
    return yaml.load(text, Loader) if path.suffix == ".yaml" else json.loads(text)


class Loader(yaml.SafeLoader):
    """YAML without times, so that a date stays the text that goes over the wire."""


Loader.yaml_implicit_resolvers = {
    letter: [(tag, rule) for tag, rule in rules if tag != "tag:yaml.org,2002:timestamp"]
    for letter, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def resolve(spec, value):
    while isinstance(value, dict) and "$ref" in value:
        target = spec
        for part in value["$ref"][2:].split("/"):
            target = target[part.replace("~1", "/").replace("~0", "~")]
        value = target
    return value


def examples_in(spec, part):
    for content in (resolve(spec, part).get("content") or {}).values():
        if "example" in content:
            yield content["example"]
        for example in (content.get("examples") or {}).values():
            yield resolve(spec, example).get("value")


def collect(entry, folder):
    found = []
    wanted = list(entry["operations"])
    for source in entry["sources"]:
        spec = read(folder / official(source))
        for operation in list(wanted):
            method, path = operation.split(" ")
            body = spec["paths"].get(path, {}).get(method.lower())
            if body is None:
                continue
            wanted.remove(operation)
            parts = {"request": body.get("requestBody", {})} | {str(k): v for k, v in body["responses"].items()}
            for name, part in parts.items():
                for example in examples_in(spec, part):
                    found.append({"operation": operation, "part": name, "body": example})
    return found


def main():
    folder = pathlib.Path(sys.argv[1])
    for entry in json.loads((HOME / "operations.json").read_text(encoding="utf-8")):
        found = collect(entry, folder)
        if found:
            text = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
            (HOME / "examples" / f"{entry['name']}.json").write_text(text, encoding="utf-8")
            print(f"{entry['name']}: {len(found)} examples")


main()
