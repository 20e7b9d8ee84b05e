// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

extension Doctor {
  /// Is there a front end? (`martlet run` needs none.)
  package func checkJupyter() -> [Finding] {
    let programs = ["jupyter-lab", "jupyter-notebook", "jupyter"]
    if let found = programs.lazy.compactMap({ Program.find($0, environment: environment) }).first {
      return [.ok("Jupyter", found)]
    }
    return [
      .warning(
        "Jupyter", "no jupyter-lab, jupyter-notebook or jupyter in PATH; 'martlet run' works without them",
        mend: "make lab   # in Martlet's source folder; or: python3 -m pip install jupyterlab")
    ]
  }
}
