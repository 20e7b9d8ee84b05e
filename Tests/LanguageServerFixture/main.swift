// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import LanguageService

// The child process of the client's tests: a language server on standard input and output.
LanguageServer.run(inputFD: 0, outputFD: 1)
