// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

// Everything a cell can use, in one import.
@_exported import Clustering
@_exported import Datasets
@_exported import HuggingFaceHub
@_exported import JupyterDisplay
@_exported import Plotting
@_exported import Probes
@_exported import SmallModelFiles
@_exported import Statistics
@_exported import Tensors
@_exported import Training
@_exported import Transformers
