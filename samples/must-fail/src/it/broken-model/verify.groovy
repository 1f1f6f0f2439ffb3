// Each of the two builds fails with our one error, and nothing else.
def log = new File(basedir, 'build.log').text
def compilations = log.findAll(/(?s)COMPILATION ERROR.*?BUILD FAILURE/)
def error = '[18,10] [SP201] `pooled` is declared N,5,5,64 but is N,4,4,64'
assert compilations.size() == 2
for (said in compilations) {
  assert said.contains('BrokenModel.java:' + error)
  assert said.count('[SP') == 1
  assert said.contains('1 error')
}
