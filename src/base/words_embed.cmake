# Makes a C array of a compiled catalogue: cmake -DMO=ja.mo -DNAME=words_ja -DOUT=words_ja.c -P this
file(READ ${MO} bytes HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
string(REGEX REPLACE "((0x..,)(0x..,)(0x..,)(0x..,)(0x..,)(0x..,)(0x..,)(0x..,))" "\\1\n" bytes "${bytes}")
file(WRITE ${OUT} "#include \"words_inside.h\"\nconst unsigned char ${NAME}[] = {\n${bytes}\n};\n")
