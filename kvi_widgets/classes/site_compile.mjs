// Compiles archives of Python files with the Python that will read them, which else compiles them at every start:
// node site_compile.mjs PYODIDE ARCHIVE…
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

// Tests and hints of types are read by no lesson, and weigh more than what compiling adds.
const COMPILE = `
import importlib._bootstrap_external as bootstrap
import io, warnings, zipfile

warnings.simplefilter("ignore")

def compiled(given):
    archive, written = zipfile.ZipFile(io.BytesIO(given.to_py())), io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
        for name in archive.namelist():
            data = archive.read(name)
            if "/tests/" in name or name.endswith((".pyi", "/")):
                continue
            if name.endswith(".py"):
                code = compile(data, name, "exec", dont_inherit=True)
                data, name = bootstrap._code_to_hash_pyc(code, bytes(8), checked=False), name + "c"
            target.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED, 9)
    return written.getvalue()

compiled
`;

const [, , folder, ...archives] = process.argv;
const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`).href);
const compiled = (await loadPyodide({ indexURL: `${folder}/` })).runPython(COMPILE);
for (const path of archives) writeFileSync(path, compiled(new Uint8Array(readFileSync(path))).toJs());
