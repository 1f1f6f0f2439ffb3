// Each of the two builds fails with our one error, and nothing else.
def compilations = new File(basedir, 'build.log').text.findAll(/(?s)COMPILATION ERROR.*?BUILD FAILURE/)
assert compilations.size() == 2
for (log in compilations) {
  assert log.contains('BrokenModel.java:[18,10] [SP201] `pooled` is declared N,5,5,64 but is N,4,4,64')
  assert log.count('[SP') == 1
  assert log.contains('1 error')
}
