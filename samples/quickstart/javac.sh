#!/usr/bin/env bash
# The same with nothing but a JDK: compiles and runs Main with the jars of a folder.
# To fill one:  mvn dependency:copy-dependencies -DoutputDirectory=lib
#               mvn dependency:copy -Dartifact=io.github.shapeproof:shapeproof-processor:0.1.0-SNAPSHOT -DoutputDirectory=lib
set -euo pipefail
cd "$(dirname "$0")"
lib=${1:-lib}

processor=("$lib"/shapeproof-processor-*.jar)
annotations=("$lib"/shapeproof-annotations-*.jar)
mkdir -p target/javac
javac -encoding UTF-8 -d target/javac -classpath "$lib/*" \
  -processorpath "${processor[0]}:${annotations[0]}" src/main/java/com/example/*.java
java -classpath "target/javac:$lib/*" com.example.Main
