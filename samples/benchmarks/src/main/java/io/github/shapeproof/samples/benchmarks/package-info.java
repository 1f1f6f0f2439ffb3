/** Times generated adapters beside plain ND4J calls, PyTorch and ONNX Runtime. */
package io.github.shapeproof.samples.benchmarks;
