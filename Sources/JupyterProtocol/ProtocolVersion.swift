// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// The version of the Jupyter messaging protocol that this module speaks.
public enum ProtocolVersion {
  /// What headers and `kernel_info_reply` carry. 5.5 asks for kernel_info on the control channel,
  /// `iopub_welcome` (JEP 65) and `supported_features` (JEP 92).
  public static let current = "5.5"
}
