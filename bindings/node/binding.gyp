{
  'targets': [{
    'target_name': 'phony',
    'variables': {'declarations': '<(INTERMEDIATE_DIR)/phony_api.h', 'sanitize%': '', 'strict%': 0},
    'actions': [{
      'action_name': 'declare',
      'inputs': ['scripts/declare.js', '<!(node scripts/declare.js --source)'],
      'outputs': ['<(declarations)'],
      'action': ['node', 'scripts/declare.js', '<(declarations)'],
      'message': 'Declarations from spec/api.json',
    }],
    'sources': [
      'native/addon.c', 'native/batch.c', 'native/box.c', 'native/call.c', 'native/cells.c',
      'native/collect.c', 'native/dataset.c', 'native/generator.c', 'native/job.c',
      'native/library.c', 'native/member.c', 'native/model.c', 'native/text.c', 'native/train.c',
    ],
    'include_dirs': ['<(INTERMEDIATE_DIR)'],
    'defines': ['NAPI_VERSION=8', '_GNU_SOURCE'],
    'cflags': ['-std=c11', '-O2', '-fvisibility=hidden', '-Wall', '-Wextra', '-Wshadow', '-Wconversion',
               '-Wstrict-prototypes', '-Wvla'],
    'libraries': ['-ldl'],
    'conditions': [
      ['strict==1', {'cflags': ['-Werror']}],
      ['sanitize!=""', {'cflags': ['-fsanitize=<(sanitize)', '-g'], 'ldflags': ['-fsanitize=<(sanitize)']}],
    ],
  }],
}
