import { type Anchor, anchorKey } from '../../contract/index.ts';

/**
 * Elements of the demo site as the SDK's own fingerprints see them in a window of 1440 × 900: page, where it leads, tag, text, box
 * (left, top, width, height), height of the page, anchor. So the overlay finds the sample's clicks on the site that `--demo` serves;
 * when the site or the fingerprints change, clicks of elements that are not found any more are in its tray, as they should be.
 */
const LINES = `/|/|a|Fernweh|144,21,142,26|2521|{"t":"a","n":"gzg4","h":"0mse","s":["rmg0"],"v":["","h3jc"],"q":"4ssg","l":"en"}
/|/shop|a|Shop|825,12,62,44|2521|{"t":"a","n":"2y15","h":"13tu","s":["91jv","rmg0"],"v":["","epmw"],"o":[0,1,1,4],"q":"anlj","l":"en"}
/|/guides|a|Guides|891,12,76,44|2521|{"t":"a","n":"epmw","h":"iz3j","s":["91jv","rmg0"],"v":["2y15","naih"],"o":[0,1,1,4],"q":"66ae","l":"en"}
/|/membership|a|Membership|970,12,117,44|2521|{"t":"a","n":"naih","h":"qaw2","s":["91jv","rmg0"],"v":["epmw","p43g"],"o":[0,1,2,2],"q":"cpkl","l":"en"}
/|/account|a|Account|1091,12,85,44|2521|{"t":"a","n":"p43g","h":"hsw1","s":["91jv","rmg0"],"v":["naih",""],"q":"nzbo","l":"en"}
/|bag|button|Bag 0|1200,12,96,44|2521|{"t":"button","n":"1ig9","s":["rmg0"],"v":["h3jc",""],"q":"qdoi","l":"en"}
/|/shop|a|Shop the six|144,449,147,46|2521|{"t":"a","n":"mix6","h":"13tu","s":["iiul","ugix"],"v":["","ejhy"],"o":[0,1,1,4],"q":"3wje","l":"en"}
/|/guides|a|Read a trail guide|303,449,193,46|2521|{"t":"a","n":"ejhy","h":"iz3j","s":["iiul","ugix"],"v":["mix6",""],"o":[0,1,1,4],"q":"q7xv","l":"en"}
/|/products/kestrel-38|a|Kestrel 38 pack|144,1039,368,346|2521|{"t":"a","n":"4opi","x":"b4mh","h":"w9p5","c":["zoe6.","dcfb.13tu"],"s":["g6uc","ugix"],"v":["","zoe6"],"w":["","14ft"],"q":"tqfq","l":"en"}
/|add|button|Add to bag|392,1417,120,40|2521|{"t":"button","n":"y533","c":["b4mh.w9p5","dcfb.13tu"],"s":["g6uc","ugix"],"v":["2shx",""],"w":["","14ft"],"o":[0,1,3],"q":"qsal","l":"en"}
/|/products/dusk-2|a|Dusk 2 tent|536,1039,368,346|2521|{"t":"a","n":"14ft","x":"znjb","h":"m5l1","c":["gqrr.","dcfb.13tu"],"s":["g6uc","ugix"],"v":["","gqrr"],"w":["4opi","hwsk"],"q":"mj0r","l":"en"}
/|add|button|Add to bag|784,1417,120,40|2521|{"t":"button","n":"y533","c":["znjb.m5l1","dcfb.13tu"],"s":["g6uc","ugix"],"v":["vow2",""],"w":["4opi","hwsk"],"o":[0,1,3],"q":"0q7s","l":"en"}
/|/products/ember|a|Ember lantern|928,1039,368,346|2521|{"t":"a","n":"hwsk","h":"s5xe","c":["l6bv.","dcfb.13tu"],"s":["g6uc","ugix"],"v":["","l6bv"],"w":["14ft",""],"q":"w7dg","l":"en"}
/|button|button|Watch the packing film|200,1757,237,46|2521|{"t":"button","n":"3jr6","s":["sygc","ugix"],"v":["reyy",""],"q":"0sp6","l":"en"}
/|/guides/three-lakes|a|Three lakes and a bakery|169,2069,318,23|2521|{"t":"a","n":"dq7n","h":"3lf9","c":["vj3l.","vej3.iz3j"],"s":["r5zo","ugix"],"v":["","9esv"],"w":["","d3jx"],"q":"laxv","l":"en"}
/|/guides/north-ridge|a|The north ridge in one day|561,2069,318,23|2521|{"t":"a","n":"d3jx","h":"8v55","c":["76u2.","vej3.iz3j"],"s":["r5zo","ugix"],"v":["","pnp2"],"w":["dq7n","56vc"],"q":"c8mm","l":"en"}
/|/guides/salt-coast|a|Salt coast, tent to tent|953,2069,318,23|2521|{"t":"a","n":"56vc","h":"jzpz","c":["sbrw.","vej3.iz3j"],"s":["r5zo","ugix"],"v":["","wwkz"],"w":["d3jx",""],"q":"usgx","l":"en"}
/|/membership|a|Membership|1203,2419,93,24|2521|{"t":"a","n":"naih","h":"qaw2","s":["d679","odde"],"v":["2wwc","3jpi"],"o":[0,1,2,2],"q":"y5ka","l":"en"}
/shop|/|a|Fernweh|144,21,142,26|2080|{"t":"a","n":"gzg4","h":"0mse","s":["rmg0"],"v":["","h3jc"],"q":"4ssg","l":"en"}
/shop|/shop|a|Shop|825,12,62,44|2080|{"t":"a","n":"2y15","h":"13tu","s":["91jv","rmg0"],"v":["","epmw"],"o":[0,1,1,2],"q":"anlj","l":"en"}
/shop|/guides|a|Guides|891,12,76,44|2080|{"t":"a","n":"epmw","h":"iz3j","s":["91jv","rmg0"],"v":["2y15","naih"],"o":[0,1,1,2],"q":"66ae","l":"en"}
/shop|/membership|a|Membership|970,12,117,44|2080|{"t":"a","n":"naih","h":"qaw2","s":["91jv","rmg0"],"v":["epmw","p43g"],"o":[0,1,2,2],"q":"cpkl","l":"en"}
/shop|/account|a|Account|1091,12,85,44|2080|{"t":"a","n":"p43g","h":"hsw1","s":["91jv","rmg0"],"v":["naih",""],"q":"nzbo","l":"en"}
/shop|bag|button|Bag 0|1200,12,96,44|2080|{"t":"button","n":"1ig9","s":["rmg0"],"v":["h3jc",""],"q":"qdoi","l":"en"}
/shop|/products/kestrel-38|a|Kestrel 38 pack|144,389,368,346|2080|{"t":"a","n":"4opi","x":"b4mh","h":"w9p5","c":["zoe6."],"s":["x5mh","es0t"],"v":["","zoe6"],"w":["","14ft"],"o":[0,1,1,2],"q":"bjq0","l":"en"}
/shop|add|button|Add to bag|392,766,120,40|2080|{"t":"button","n":"y533","c":["b4mh.w9p5"],"s":["x5mh","es0t"],"v":["2shx",""],"w":["","14ft"],"o":[0,1,6],"q":"ie4b","l":"en"}
/shop|/products/dusk-2|a|Dusk 2 tent|536,389,368,346|2080|{"t":"a","n":"14ft","x":"znjb","h":"m5l1","c":["gqrr."],"s":["x5mh","es0t"],"v":["","gqrr"],"w":["4opi","ihbb"],"o":[0,1,1,2],"q":"wphh","l":"en"}
/shop|add|button|Add to bag|784,766,120,40|2080|{"t":"button","n":"y533","c":["znjb.m5l1"],"s":["x5mh","es0t"],"v":["vow2",""],"w":["4opi","ihbb"],"o":[0,1,6],"q":"9n7i","l":"en"}
/shop|/products/moor-mid|a|Moor Mid boots|928,389,368,346|2080|{"t":"a","n":"ihbb","h":"39t9","c":["suie."],"s":["x5mh","es0t"],"v":["","suie"],"w":["14ft","hwsk"],"o":[0,1,1,2],"q":"qvh6","l":"en"}
/shop|/products/ember|a|Ember lantern|144,846,368,346|2080|{"t":"a","n":"hwsk","h":"s5xe","c":["l6bv."],"s":["x5mh","es0t"],"v":["","l6bv"],"w":["ihbb","n5ot"],"o":[0,1,1,2],"q":"8dhj","l":"en"}
/shop|/products/tarn-mug|a|Tarn mug|536,846,368,346|2080|{"t":"a","n":"n5ot","h":"n7ky","c":["dpfe."],"s":["x5mh","es0t"],"v":["","dpfe"],"w":["hwsk","81dc"],"o":[0,1,1,2],"q":"9pp0","l":"en"}
/shop|/products/gale-shell|a|Gale shell|928,846,368,346|2080|{"t":"a","n":"81dc","h":"lzoj","c":["0ju0."],"s":["x5mh","es0t"],"v":["","0ju0"],"w":["n5ot",""],"o":[0,1,1,2],"q":"71ap","l":"en"}
/shop|button|button|Thing|157,1416,77,38|2080|{"t":"button","n":"lgvj","c":["yg96."],"s":["qesi","es0t"],"v":["","yg96"],"w":["","4opi"],"q":"gbwy","l":"en"}
/shop|button|button|Price|479,1416,72,38|2080|{"t":"button","n":"yg96","c":["lgvj."],"s":["qesi","es0t"],"v":["lgvj","5exl"],"w":["","4opi"],"q":"bonv","l":"en"}
/shop|button|button|Weight|651,1416,89,38|2080|{"t":"button","n":"5exl","c":["lgvj."],"s":["qesi","es0t"],"v":["yg96","x3zw"],"w":["","4opi"],"q":"zwsw","l":"en"}
/shop|/products/kestrel-38|a|Kestrel 38 pack|165,1478,140,19|2080|{"t":"a","n":"4opi","x":"b4mh","h":"w9p5","c":["2shx."],"s":["qesi","es0t"],"v":["","2shx"],"w":["","14ft"],"o":[0,1,1,2],"q":"5dyb","l":"en"}
/shop|/products/dusk-2|a|Dusk 2 tent|165,1533,105,19|2080|{"t":"a","n":"14ft","x":"znjb","h":"m5l1","c":["vow2."],"s":["qesi","es0t"],"v":["","vow2"],"w":["4opi","ihbb"],"o":[0,1,1,2],"q":"k48a","l":"en"}
/shop|/products/moor-mid|a|Moor Mid boots|165,1587,140,19|2080|{"t":"a","n":"ihbb","h":"39t9","c":["mcto."],"s":["qesi","es0t"],"v":["","mcto"],"w":["14ft","hwsk"],"o":[0,1,1,2],"q":"tkxt","l":"en"}
/shop|/products/ember|a|Ember lantern|165,1642,129,19|2080|{"t":"a","n":"hwsk","h":"s5xe","c":["tcaf."],"s":["qesi","es0t"],"v":["","tcaf"],"w":["ihbb","n5ot"],"o":[0,1,1,2],"q":"gsy0","l":"en"}
/shop|/products/tarn-mug|a|Tarn mug|165,1696,84,19|2080|{"t":"a","n":"n5ot","h":"n7ky","c":["kzg6."],"s":["qesi","es0t"],"v":["","v68t"],"w":["hwsk","81dc"],"o":[0,1,1,2],"q":"r0yf","l":"en"}
/shop|/products/gale-shell|a|Gale shell|165,1751,89,19|2080|{"t":"a","n":"81dc","h":"lzoj","c":["8q45."],"s":["qesi","es0t"],"v":["","8q45"],"w":["n5ot",""],"o":[0,1,1,2],"q":"5j0u","l":"en"}
/shop|/shop|a|All gear|1203,1918,93,24|2080|{"t":"a","n":"v80f","h":"13tu","s":["d679","odde"],"v":["","2wwc"],"o":[0,1,1,2],"q":"5p7s","l":"en"}
/shop|/guides|a|Trail guides|1203,1948,93,24|2080|{"t":"a","n":"2wwc","h":"iz3j","s":["d679","odde"],"v":["v80f","naih"],"o":[0,1,1,2],"q":"ijs1","l":"en"}
/shop|/membership|a|Membership|1203,1978,93,24|2080|{"t":"a","n":"naih","h":"qaw2","s":["d679","odde"],"v":["2wwc","3jpi"],"o":[0,1,2,2],"q":"y5ka","l":"en"}
/guides|/|a|Fernweh|144,21,142,26|900|{"t":"a","n":"gzg4","h":"0mse","s":["rmg0"],"v":["","h3jc"],"q":"4ssg","l":"en"}
/guides|/shop|a|Shop|825,12,62,44|900|{"t":"a","n":"2y15","h":"13tu","s":["91jv","rmg0"],"v":["","epmw"],"o":[0,1,1,2],"q":"anlj","l":"en"}
/guides|/guides|a|Guides|891,12,76,44|900|{"t":"a","n":"epmw","h":"iz3j","s":["91jv","rmg0"],"v":["2y15","naih"],"o":[0,1,1,2],"q":"66ae","l":"en"}
/guides|/membership|a|Membership|970,12,117,44|900|{"t":"a","n":"naih","h":"qaw2","s":["91jv","rmg0"],"v":["epmw","p43g"],"o":[0,1,2,2],"q":"cpkl","l":"en"}
/guides|/account|a|Account|1091,12,85,44|900|{"t":"a","n":"p43g","h":"hsw1","s":["91jv","rmg0"],"v":["naih",""],"q":"nzbo","l":"en"}
/guides|bag|button|Bag 0|1200,12,96,44|900|{"t":"button","n":"1ig9","s":["rmg0"],"v":["h3jc",""],"q":"qdoi","l":"en"}
/guides|/guides/three-lakes|a|Three lakes and a bakery|169,311,318,25|900|{"t":"a","n":"dq7n","h":"3lf9","c":["vj3l."],"s":["nlhp"],"v":["","9esv"],"w":["","d3jx"],"q":"77eg","l":"en"}
/guides|/guides/north-ridge|a|The north ridge in one day|561,311,318,25|900|{"t":"a","n":"d3jx","h":"8v55","c":["76u2."],"s":["nlhp"],"v":["","pnp2"],"w":["dq7n","56vc"],"q":"0kmh","l":"en"}
/guides|/guides/salt-coast|a|Salt coast, tent to tent|953,311,318,25|900|{"t":"a","n":"56vc","h":"jzpz","c":["sbrw."],"s":["nlhp"],"v":["","wwkz"],"w":["d3jx",""],"q":"orsq","l":"en"}
/guides|/shop|a|All gear|1203,604,93,24|900|{"t":"a","n":"v80f","h":"13tu","s":["d679","odde"],"v":["","2wwc"],"o":[0,1,1,2],"q":"5p7s","l":"en"}
/guides|/guides|a|Trail guides|1203,634,93,24|900|{"t":"a","n":"2wwc","h":"iz3j","s":["d679","odde"],"v":["v80f","naih"],"o":[0,1,1,2],"q":"ijs1","l":"en"}
/guides|/membership|a|Membership|1203,664,93,24|900|{"t":"a","n":"naih","h":"qaw2","s":["d679","odde"],"v":["2wwc","3jpi"],"o":[0,1,2,2],"q":"y5ka","l":"en"}
/membership|/|a|Fernweh|144,21,142,26|1365|{"t":"a","n":"gzg4","h":"0mse","s":["rmg0"],"v":["","h3jc"],"q":"4ssg","l":"en"}
/membership|/shop|a|Shop|825,12,62,44|1365|{"t":"a","n":"2y15","h":"13tu","s":["91jv","rmg0"],"v":["","epmw"],"o":[0,1,1,2],"q":"anlj","l":"en"}
/membership|/guides|a|Guides|891,12,76,44|1365|{"t":"a","n":"epmw","h":"iz3j","s":["91jv","rmg0"],"v":["2y15","naih"],"o":[0,1,1,2],"q":"66ae","l":"en"}
/membership|/membership|a|Membership|970,12,117,44|1365|{"t":"a","n":"naih","h":"qaw2","s":["91jv","rmg0"],"v":["epmw","p43g"],"o":[0,1,2,2],"q":"cpkl","l":"en"}
/membership|/account|a|Account|1091,12,85,44|1365|{"t":"a","n":"p43g","h":"hsw1","s":["91jv","rmg0"],"v":["naih",""],"o":[0,1,1,4],"q":"nzbo","l":"en"}
/membership|bag|button|Bag 0|1200,12,96,44|1365|{"t":"button","n":"1ig9","s":["rmg0"],"v":["h3jc",""],"q":"qdoi","l":"en"}
/membership|/account|a|Start walking|177,701,302,46|1365|{"t":"a","n":"fads","h":"hsw1","c":["gfab."],"s":["fv9w","i6ao"],"v":["l7er",""],"w":["","rzbe"],"o":[0,1,1,4],"q":"wt8k","l":"en"}
/membership|/shop|a|All gear|1203,1203,93,24|1365|{"t":"a","n":"v80f","h":"13tu","s":["d679","odde"],"v":["","2wwc"],"o":[0,1,1,2],"q":"5p7s","l":"en"}
/membership|/guides|a|Trail guides|1203,1233,93,24|1365|{"t":"a","n":"2wwc","h":"iz3j","s":["d679","odde"],"v":["v80f","naih"],"o":[0,1,1,2],"q":"ijs1","l":"en"}
/membership|/membership|a|Membership|1203,1263,93,24|1365|{"t":"a","n":"naih","h":"qaw2","s":["d679","odde"],"v":["2wwc","3jpi"],"o":[0,1,2,2],"q":"y5ka","l":"en"}
/account|/|a|Fernweh|144,21,142,26|1117|{"t":"a","n":"gzg4","h":"0mse","s":["rmg0"],"v":["","h3jc"],"q":"4ssg","l":"en"}
/account|/shop|a|Shop|825,12,62,44|1117|{"t":"a","n":"2y15","h":"13tu","s":["91jv","rmg0"],"v":["","epmw"],"o":[0,1,1,3],"q":"anlj","l":"en"}
/account|/guides|a|Guides|891,12,76,44|1117|{"t":"a","n":"epmw","h":"iz3j","s":["91jv","rmg0"],"v":["2y15","naih"],"o":[0,1,1,2],"q":"66ae","l":"en"}
/account|/membership|a|Membership|970,12,117,44|1117|{"t":"a","n":"naih","h":"qaw2","s":["91jv","rmg0"],"v":["epmw","p43g"],"o":[0,1,2,2],"q":"cpkl","l":"en"}
/account|/account|a|Account|1091,12,85,44|1117|{"t":"a","n":"p43g","h":"hsw1","s":["91jv","rmg0"],"v":["naih",""],"q":"nzbo","l":"en"}
/account|bag|button|Bag 0|1200,12,96,44|1117|{"t":"button","n":"1ig9","s":["rmg0"],"v":["h3jc",""],"q":"qdoi","l":"en"}
/account|button|button|Sign in|497,731,100,46|1117|{"t":"button","n":"nig3","s":["lxsn","4nc3"],"v":["","gc1f"],"q":"mgjd","l":"en"}
/account|button|button|Go on as a guest|609,731,183,46|1117|{"t":"button","n":"gc1f","s":["lxsn","4nc3"],"v":["nig3",""],"q":"245s","l":"en"}
/account|/shop|a|All gear|1203,955,93,24|1117|{"t":"a","n":"v80f","h":"13tu","s":["d679","odde"],"v":["","2wwc"],"o":[0,1,1,3],"q":"5p7s","l":"en"}
/account|/guides|a|Trail guides|1203,985,93,24|1117|{"t":"a","n":"2wwc","h":"iz3j","s":["d679","odde"],"v":["v80f","naih"],"o":[0,1,1,2],"q":"ijs1","l":"en"}
/account|/membership|a|Membership|1203,1015,93,24|1117|{"t":"a","n":"naih","h":"qaw2","s":["d679","odde"],"v":["2wwc","3jpi"],"o":[0,1,2,2],"q":"y5ka","l":"en"}
/guides/north-ridge|/|a|Fernweh|144,21,142,26|1161|{"t":"a","n":"gzg4","h":"0mse","s":["rmg0"],"v":["","h3jc"],"q":"4ssg","l":"en"}
/guides/north-ridge|/shop|a|Shop|825,12,62,44|1161|{"t":"a","n":"2y15","h":"13tu","s":["91jv","rmg0"],"v":["","epmw"],"o":[0,1,1,2],"q":"anlj","l":"en"}
/guides/north-ridge|/guides|a|Guides|891,12,76,44|1161|{"t":"a","n":"epmw","h":"iz3j","s":["91jv","rmg0"],"v":["2y15","naih"],"o":[0,1,1,3],"q":"66ae","l":"en"}
/guides/north-ridge|/membership|a|Membership|970,12,117,44|1161|{"t":"a","n":"naih","h":"qaw2","s":["91jv","rmg0"],"v":["epmw","p43g"],"o":[0,1,2,2],"q":"cpkl","l":"en"}
/guides/north-ridge|/account|a|Account|1091,12,85,44|1161|{"t":"a","n":"p43g","h":"hsw1","s":["91jv","rmg0"],"v":["naih",""],"q":"nzbo","l":"en"}
/guides/north-ridge|bag|button|Bag 0|1200,12,96,44|1161|{"t":"button","n":"1ig9","s":["rmg0"],"v":["h3jc",""],"q":"qdoi","l":"en"}
/guides/north-ridge|/guides|a|Trail guides|144,151,91,15|1161|{"t":"a","n":"2wwc","h":"iz3j","c":["d3jx.jzpz"],"s":["nr74","6geh"],"v":["","d3jx"],"w":["gzg4","8brf"],"o":[0,1,2,3],"q":"krdj","l":"en"}
/guides/north-ridge|/guides/salt-coast|a|Next: Salt coast, tent to tent|144,824,286,46|1161|{"t":"a","n":"pxmz","h":"jzpz","c":["d3jx.iz3j"],"s":["6geh","ibdk"],"v":["8hwi",""],"w":["gzg4","8brf"],"q":"z8rw","l":"en"}
/guides/north-ridge|/shop|a|All gear|1203,999,93,24|1161|{"t":"a","n":"v80f","h":"13tu","s":["d679","odde"],"v":["","2wwc"],"o":[0,1,1,2],"q":"5p7s","l":"en"}
/guides/north-ridge|/membership|a|Membership|1203,1059,93,24|1161|{"t":"a","n":"naih","h":"qaw2","s":["d679","odde"],"v":["2wwc","3jpi"],"o":[0,1,2,2],"q":"y5ka","l":"en"}
/guides/salt-coast|/|a|Fernweh|144,21,142,26|1134|{"t":"a","n":"gzg4","h":"0mse","s":["rmg0"],"v":["","h3jc"],"q":"4ssg","l":"en"}
/guides/salt-coast|/shop|a|Shop|825,12,62,44|1134|{"t":"a","n":"2y15","h":"13tu","s":["91jv","rmg0"],"v":["","epmw"],"o":[0,1,1,2],"q":"anlj","l":"en"}
/guides/salt-coast|/guides|a|Guides|891,12,76,44|1134|{"t":"a","n":"epmw","h":"iz3j","s":["91jv","rmg0"],"v":["2y15","naih"],"o":[0,1,1,3],"q":"66ae","l":"en"}
/guides/salt-coast|/membership|a|Membership|970,12,117,44|1134|{"t":"a","n":"naih","h":"qaw2","s":["91jv","rmg0"],"v":["epmw","p43g"],"o":[0,1,2,2],"q":"cpkl","l":"en"}
/guides/salt-coast|/account|a|Account|1091,12,85,44|1134|{"t":"a","n":"p43g","h":"hsw1","s":["91jv","rmg0"],"v":["naih",""],"q":"nzbo","l":"en"}
/guides/salt-coast|bag|button|Bag 0|1200,12,96,44|1134|{"t":"button","n":"1ig9","s":["rmg0"],"v":["h3jc",""],"q":"qdoi","l":"en"}
/guides/salt-coast|/guides|a|Trail guides|144,151,91,15|1134|{"t":"a","n":"2wwc","h":"iz3j","c":["56vc.3lf9"],"s":["uhgd","fmic"],"v":["","56vc"],"w":["gzg4","8brf"],"o":[0,1,2,3],"q":"krdj","l":"en"}
/guides/salt-coast|/guides/three-lakes|a|Next: Three lakes and a bakery|144,797,306,46|1134|{"t":"a","n":"8om8","h":"3lf9","c":["56vc.iz3j"],"s":["fmic","wxfp"],"v":["rr2o",""],"w":["gzg4","8brf"],"q":"z8rw","l":"en"}
/guides/salt-coast|/shop|a|All gear|1203,972,93,24|1134|{"t":"a","n":"v80f","h":"13tu","s":["d679","odde"],"v":["","2wwc"],"o":[0,1,1,2],"q":"5p7s","l":"en"}
/guides/salt-coast|/membership|a|Membership|1203,1032,93,24|1134|{"t":"a","n":"naih","h":"qaw2","s":["d679","odde"],"v":["2wwc","3jpi"],"o":[0,1,2,2],"q":"y5ka","l":"en"}
/guides/three-lakes|/|a|Fernweh|144,21,142,26|1161|{"t":"a","n":"gzg4","h":"0mse","s":["rmg0"],"v":["","h3jc"],"q":"4ssg","l":"en"}
/guides/three-lakes|/shop|a|Shop|825,12,62,44|1161|{"t":"a","n":"2y15","h":"13tu","s":["91jv","rmg0"],"v":["","epmw"],"o":[0,1,1,2],"q":"anlj","l":"en"}
/guides/three-lakes|/guides|a|Guides|891,12,76,44|1161|{"t":"a","n":"epmw","h":"iz3j","s":["91jv","rmg0"],"v":["2y15","naih"],"o":[0,1,1,3],"q":"66ae","l":"en"}
/guides/three-lakes|/membership|a|Membership|970,12,117,44|1161|{"t":"a","n":"naih","h":"qaw2","s":["91jv","rmg0"],"v":["epmw","p43g"],"o":[0,1,2,2],"q":"cpkl","l":"en"}
/guides/three-lakes|/account|a|Account|1091,12,85,44|1161|{"t":"a","n":"p43g","h":"hsw1","s":["91jv","rmg0"],"v":["naih",""],"q":"nzbo","l":"en"}
/guides/three-lakes|bag|button|Bag 0|1200,12,96,44|1161|{"t":"button","n":"1ig9","s":["rmg0"],"v":["h3jc",""],"q":"qdoi","l":"en"}
/guides/three-lakes|/guides|a|Trail guides|144,151,91,15|1161|{"t":"a","n":"2wwc","h":"iz3j","c":["dq7n.8v55"],"s":["vxve","pjvb"],"v":["","dq7n"],"w":["gzg4","8brf"],"o":[0,1,2,3],"q":"krdj","l":"en"}
/guides/three-lakes|/guides/north-ridge|a|Next: The north ridge in one day|144,824,318,46|1161|{"t":"a","n":"7uu2","h":"8v55","c":["dq7n.iz3j"],"s":["pjvb","oj8i"],"v":["fpmp",""],"w":["gzg4","8brf"],"q":"z8rw","l":"en"}
/guides/three-lakes|/shop|a|All gear|1203,999,93,24|1161|{"t":"a","n":"v80f","h":"13tu","s":["d679","odde"],"v":["","2wwc"],"o":[0,1,1,2],"q":"5p7s","l":"en"}
/guides/three-lakes|/membership|a|Membership|1203,1059,93,24|1161|{"t":"a","n":"naih","h":"qaw2","s":["d679","odde"],"v":["2wwc","3jpi"],"o":[0,1,2,2],"q":"y5ka","l":"en"}
/products/gale-shell|/|a|Fernweh|144,21,142,26|1580|{"t":"a","n":"gzg4","h":"0mse","s":["rmg0"],"v":["","h3jc"],"q":"4ssg","l":"en"}
/products/gale-shell|/shop|a|Shop|825,12,62,44|1580|{"t":"a","n":"2y15","h":"13tu","s":["91jv","rmg0"],"v":["","epmw"],"o":[0,1,1,3],"q":"anlj","l":"en"}
/products/gale-shell|/guides|a|Guides|891,12,76,44|1580|{"t":"a","n":"epmw","h":"iz3j","s":["91jv","rmg0"],"v":["2y15","naih"],"o":[0,1,1,2],"q":"66ae","l":"en"}
/products/gale-shell|/membership|a|Membership|970,12,117,44|1580|{"t":"a","n":"naih","h":"qaw2","s":["91jv","rmg0"],"v":["epmw","p43g"],"o":[0,1,2,2],"q":"cpkl","l":"en"}
/products/gale-shell|/account|a|Account|1091,12,85,44|1580|{"t":"a","n":"p43g","h":"hsw1","s":["91jv","rmg0"],"v":["naih",""],"q":"nzbo","l":"en"}
/products/gale-shell|bag|button|Bag 0|1200,12,96,44|1580|{"t":"button","n":"1ig9","s":["rmg0"],"v":["h3jc",""],"q":"qdoi","l":"en"}
/products/gale-shell|/shop|a|All gear|794,178,61,15|1580|{"t":"a","n":"v80f","h":"13tu","s":["9t39","68up"],"v":["","81dc"],"o":[0,1,2,3],"q":"fboi","l":"en"}
/products/gale-shell|add|button|Add to bag|794,553,135,46|1580|{"t":"button","n":"y533","s":["9t39","68up"],"v":["","b61e"],"o":[0,1,4],"q":"o7wo","l":"en"}
/products/gale-shell|button|button|Check a store near you|940,553,237,46|1580|{"t":"button","n":"b61e","s":["9t39","68up"],"v":["y533",""],"q":"rqsx","l":"en"}
/products/gale-shell|/products/kestrel-38|a|Kestrel 38 pack|144,871,368,346|1580|{"t":"a","n":"4opi","x":"b4mh","h":"w9p5","c":["zoe6."],"s":["kmtu","68up"],"v":["","zoe6"],"w":["","ihbb"],"q":"tzja","l":"en"}
/products/gale-shell|add|button|Add to bag|392,1249,120,40|1580|{"t":"button","n":"y533","c":["b4mh.w9p5"],"s":["kmtu","68up"],"v":["2shx",""],"w":["","ihbb"],"o":[0,1,4],"q":"mxet","l":"en"}
/products/gale-shell|/products/moor-mid|a|Moor Mid boots|536,871,368,346|1580|{"t":"a","n":"ihbb","h":"39t9","c":["suie."],"s":["kmtu","68up"],"v":["","suie"],"w":["4opi","hwsk"],"q":"uvmj","l":"en"}
/products/gale-shell|/products/ember|a|Ember lantern|928,871,368,346|1580|{"t":"a","n":"hwsk","h":"s5xe","c":["l6bv."],"s":["kmtu","68up"],"v":["","l6bv"],"w":["ihbb",""],"q":"aadg","l":"en"}
/products/gale-shell|/guides|a|Trail guides|1203,1448,93,24|1580|{"t":"a","n":"2wwc","h":"iz3j","s":["d679","odde"],"v":["v80f","naih"],"o":[0,1,1,2],"q":"ijs1","l":"en"}
/products/gale-shell|/membership|a|Membership|1203,1478,93,24|1580|{"t":"a","n":"naih","h":"qaw2","s":["d679","odde"],"v":["2wwc","3jpi"],"o":[0,1,2,2],"q":"y5ka","l":"en"}
/products/kestrel-38|/|a|Fernweh|144,21,142,26|1580|{"t":"a","n":"gzg4","h":"0mse","s":["rmg0"],"v":["","h3jc"],"q":"4ssg","l":"en"}
/products/kestrel-38|/shop|a|Shop|825,12,62,44|1580|{"t":"a","n":"2y15","h":"13tu","s":["91jv","rmg0"],"v":["","epmw"],"o":[0,1,1,3],"q":"anlj","l":"en"}
/products/kestrel-38|/guides|a|Guides|891,12,76,44|1580|{"t":"a","n":"epmw","h":"iz3j","s":["91jv","rmg0"],"v":["2y15","naih"],"o":[0,1,1,2],"q":"66ae","l":"en"}
/products/kestrel-38|/membership|a|Membership|970,12,117,44|1580|{"t":"a","n":"naih","h":"qaw2","s":["91jv","rmg0"],"v":["epmw","p43g"],"o":[0,1,2,2],"q":"cpkl","l":"en"}
/products/kestrel-38|/account|a|Account|1091,12,85,44|1580|{"t":"a","n":"p43g","h":"hsw1","s":["91jv","rmg0"],"v":["naih",""],"q":"nzbo","l":"en"}
/products/kestrel-38|bag|button|Bag 0|1200,12,96,44|1580|{"t":"button","n":"1ig9","s":["rmg0"],"v":["h3jc",""],"q":"qdoi","l":"en"}
/products/kestrel-38|/shop|a|All gear|794,165,61,15|1580|{"t":"a","n":"v80f","h":"13tu","s":["9gff","2yxj"],"v":["","4opi"],"o":[0,1,2,3],"q":"fboi","l":"en"}
/products/kestrel-38|add|button|Add to bag|794,565,135,46|1580|{"t":"button","n":"y533","s":["9gff","2yxj"],"v":["","b61e"],"o":[0,1,4],"q":"o7wo","l":"en"}
/products/kestrel-38|button|button|Check a store near you|940,565,237,46|1580|{"t":"button","n":"b61e","s":["9gff","2yxj"],"v":["y533",""],"q":"rqsx","l":"en"}
/products/kestrel-38|/products/dusk-2|a|Dusk 2 tent|144,871,368,346|1580|{"t":"a","n":"14ft","x":"znjb","h":"m5l1","c":["gqrr."],"s":["kmtu","2yxj"],"v":["","gqrr"],"w":["","hwsk"],"q":"tzja","l":"en"}
/products/kestrel-38|add|button|Add to bag|392,1249,120,40|1580|{"t":"button","n":"y533","c":["znjb.m5l1"],"s":["kmtu","2yxj"],"v":["vow2",""],"w":["","hwsk"],"o":[0,1,4],"q":"mxet","l":"en"}
/products/kestrel-38|/products/ember|a|Ember lantern|536,871,368,346|1580|{"t":"a","n":"hwsk","h":"s5xe","c":["l6bv."],"s":["kmtu","2yxj"],"v":["","l6bv"],"w":["14ft","n5ot"],"q":"uvmj","l":"en"}
/products/kestrel-38|/products/tarn-mug|a|Tarn mug|928,871,368,346|1580|{"t":"a","n":"n5ot","h":"n7ky","c":["dpfe."],"s":["kmtu","2yxj"],"v":["","dpfe"],"w":["hwsk",""],"q":"aadg","l":"en"}
/products/kestrel-38|/guides|a|Trail guides|1203,1448,93,24|1580|{"t":"a","n":"2wwc","h":"iz3j","s":["d679","odde"],"v":["v80f","naih"],"o":[0,1,1,2],"q":"ijs1","l":"en"}
/products/kestrel-38|/membership|a|Membership|1203,1478,93,24|1580|{"t":"a","n":"naih","h":"qaw2","s":["d679","odde"],"v":["2wwc","3jpi"],"o":[0,1,2,2],"q":"y5ka","l":"en"}
/products/ember|/|a|Fernweh|144,21,142,26|1580|{"t":"a","n":"gzg4","h":"0mse","s":["rmg0"],"v":["","h3jc"],"q":"4ssg","l":"en"}
/products/ember|/shop|a|Shop|825,12,62,44|1580|{"t":"a","n":"2y15","h":"13tu","s":["91jv","rmg0"],"v":["","epmw"],"o":[0,1,1,3],"q":"anlj","l":"en"}
/products/ember|/guides|a|Guides|891,12,76,44|1580|{"t":"a","n":"epmw","h":"iz3j","s":["91jv","rmg0"],"v":["2y15","naih"],"o":[0,1,1,2],"q":"66ae","l":"en"}
/products/ember|/membership|a|Membership|970,12,117,44|1580|{"t":"a","n":"naih","h":"qaw2","s":["91jv","rmg0"],"v":["epmw","p43g"],"o":[0,1,2,2],"q":"cpkl","l":"en"}
/products/ember|/account|a|Account|1091,12,85,44|1580|{"t":"a","n":"p43g","h":"hsw1","s":["91jv","rmg0"],"v":["naih",""],"q":"nzbo","l":"en"}
/products/ember|bag|button|Bag 0|1200,12,96,44|1580|{"t":"button","n":"1ig9","s":["rmg0"],"v":["h3jc",""],"q":"qdoi","l":"en"}
/products/ember|/shop|a|All gear|794,178,61,15|1580|{"t":"a","n":"v80f","h":"13tu","s":["21zj","kqcz"],"v":["","hwsk"],"o":[0,1,2,3],"q":"fboi","l":"en"}
/products/ember|add|button|Add to bag|794,553,135,46|1580|{"t":"button","n":"y533","s":["21zj","kqcz"],"v":["","b61e"],"o":[0,1,4],"q":"o7wo","l":"en"}
/products/ember|button|button|Check a store near you|940,553,237,46|1580|{"t":"button","n":"b61e","s":["21zj","kqcz"],"v":["y533",""],"q":"rqsx","l":"en"}
/products/ember|/products/tarn-mug|a|Tarn mug|144,871,368,346|1580|{"t":"a","n":"n5ot","h":"n7ky","c":["dpfe."],"s":["kmtu","kqcz"],"v":["","dpfe"],"w":["","4opi"],"q":"tzja","l":"en"}
/products/ember|add|button|Add to bag|392,1249,120,40|1580|{"t":"button","n":"y533","c":["n5ot.n7ky"],"s":["kmtu","kqcz"],"v":["v68t",""],"w":["","4opi"],"o":[0,1,4],"q":"mxet","l":"en"}
/products/ember|/products/kestrel-38|a|Kestrel 38 pack|536,871,368,346|1580|{"t":"a","n":"4opi","x":"b4mh","h":"w9p5","c":["zoe6."],"s":["kmtu","kqcz"],"v":["","zoe6"],"w":["n5ot","14ft"],"q":"uvmj","l":"en"}
/products/ember|/products/dusk-2|a|Dusk 2 tent|928,871,368,346|1580|{"t":"a","n":"14ft","x":"znjb","h":"m5l1","c":["gqrr."],"s":["kmtu","kqcz"],"v":["","gqrr"],"w":["4opi",""],"q":"aadg","l":"en"}
/products/ember|/guides|a|Trail guides|1203,1448,93,24|1580|{"t":"a","n":"2wwc","h":"iz3j","s":["d679","odde"],"v":["v80f","naih"],"o":[0,1,1,2],"q":"ijs1","l":"en"}
/products/ember|/membership|a|Membership|1203,1478,93,24|1580|{"t":"a","n":"naih","h":"qaw2","s":["d679","odde"],"v":["2wwc","3jpi"],"o":[0,1,2,2],"q":"y5ka","l":"en"}
/products/dusk-2|/|a|Fernweh|144,21,142,26|1580|{"t":"a","n":"gzg4","h":"0mse","s":["rmg0"],"v":["","h3jc"],"q":"4ssg","l":"en"}
/products/dusk-2|/shop|a|Shop|825,12,62,44|1580|{"t":"a","n":"2y15","h":"13tu","s":["91jv","rmg0"],"v":["","epmw"],"o":[0,1,1,3],"q":"anlj","l":"en"}
/products/dusk-2|/guides|a|Guides|891,12,76,44|1580|{"t":"a","n":"epmw","h":"iz3j","s":["91jv","rmg0"],"v":["2y15","naih"],"o":[0,1,1,2],"q":"66ae","l":"en"}
/products/dusk-2|/membership|a|Membership|970,12,117,44|1580|{"t":"a","n":"naih","h":"qaw2","s":["91jv","rmg0"],"v":["epmw","p43g"],"o":[0,1,2,2],"q":"cpkl","l":"en"}
/products/dusk-2|/account|a|Account|1091,12,85,44|1580|{"t":"a","n":"p43g","h":"hsw1","s":["91jv","rmg0"],"v":["naih",""],"q":"nzbo","l":"en"}
/products/dusk-2|bag|button|Bag 0|1200,12,96,44|1580|{"t":"button","n":"1ig9","s":["rmg0"],"v":["h3jc",""],"q":"qdoi","l":"en"}
/products/dusk-2|/shop|a|All gear|794,178,61,15|1580|{"t":"a","n":"v80f","h":"13tu","s":["owpq","cbci"],"v":["","14ft"],"o":[0,1,2,3],"q":"fboi","l":"en"}
/products/dusk-2|add|button|Add to bag|794,553,135,46|1580|{"t":"button","n":"y533","s":["owpq","cbci"],"v":["","b61e"],"o":[0,1,4],"q":"o7wo","l":"en"}
/products/dusk-2|button|button|Check a store near you|940,553,237,46|1580|{"t":"button","n":"b61e","s":["owpq","cbci"],"v":["y533",""],"q":"rqsx","l":"en"}
/products/dusk-2|/products/moor-mid|a|Moor Mid boots|144,871,368,346|1580|{"t":"a","n":"ihbb","h":"39t9","c":["suie."],"s":["kmtu","cbci"],"v":["","suie"],"w":["","n5ot"],"q":"tzja","l":"en"}
/products/dusk-2|add|button|Add to bag|392,1249,120,40|1580|{"t":"button","n":"y533","c":["ihbb.39t9"],"s":["kmtu","cbci"],"v":["mcto",""],"w":["","n5ot"],"o":[0,1,4],"q":"mxet","l":"en"}
/products/dusk-2|/products/tarn-mug|a|Tarn mug|536,871,368,346|1580|{"t":"a","n":"n5ot","h":"n7ky","c":["dpfe."],"s":["kmtu","cbci"],"v":["","dpfe"],"w":["ihbb","81dc"],"q":"uvmj","l":"en"}
/products/dusk-2|/products/gale-shell|a|Gale shell|928,871,368,346|1580|{"t":"a","n":"81dc","h":"lzoj","c":["0ju0."],"s":["kmtu","cbci"],"v":["","0ju0"],"w":["n5ot",""],"q":"aadg","l":"en"}
/products/dusk-2|/guides|a|Trail guides|1203,1448,93,24|1580|{"t":"a","n":"2wwc","h":"iz3j","s":["d679","odde"],"v":["v80f","naih"],"o":[0,1,1,2],"q":"ijs1","l":"en"}
/products/dusk-2|/membership|a|Membership|1203,1478,93,24|1580|{"t":"a","n":"naih","h":"qaw2","s":["d679","odde"],"v":["2wwc","3jpi"],"o":[0,1,2,2],"q":"y5ka","l":"en"}
/products/moor-mid|/|a|Fernweh|144,21,142,26|1580|{"t":"a","n":"gzg4","h":"0mse","s":["rmg0"],"v":["","h3jc"],"q":"4ssg","l":"en"}
/products/moor-mid|/shop|a|Shop|825,12,62,44|1580|{"t":"a","n":"2y15","h":"13tu","s":["91jv","rmg0"],"v":["","epmw"],"o":[0,1,1,3],"q":"anlj","l":"en"}
/products/moor-mid|/guides|a|Guides|891,12,76,44|1580|{"t":"a","n":"epmw","h":"iz3j","s":["91jv","rmg0"],"v":["2y15","naih"],"o":[0,1,1,2],"q":"66ae","l":"en"}
/products/moor-mid|/membership|a|Membership|970,12,117,44|1580|{"t":"a","n":"naih","h":"qaw2","s":["91jv","rmg0"],"v":["epmw","p43g"],"o":[0,1,2,2],"q":"cpkl","l":"en"}
/products/moor-mid|/account|a|Account|1091,12,85,44|1580|{"t":"a","n":"p43g","h":"hsw1","s":["91jv","rmg0"],"v":["naih",""],"q":"nzbo","l":"en"}
/products/moor-mid|bag|button|Bag 0|1200,12,96,44|1580|{"t":"button","n":"1ig9","s":["rmg0"],"v":["h3jc",""],"q":"qdoi","l":"en"}
/products/moor-mid|/shop|a|All gear|794,178,61,15|1580|{"t":"a","n":"v80f","h":"13tu","s":["0ka2","g6ye"],"v":["","ihbb"],"o":[0,1,2,3],"q":"fboi","l":"en"}
/products/moor-mid|add|button|Add to bag|794,553,135,46|1580|{"t":"button","n":"y533","s":["0ka2","g6ye"],"v":["","b61e"],"o":[0,1,4],"q":"o7wo","l":"en"}
/products/moor-mid|button|button|Check a store near you|940,553,237,46|1580|{"t":"button","n":"b61e","s":["0ka2","g6ye"],"v":["y533",""],"q":"rqsx","l":"en"}
/products/moor-mid|/products/ember|a|Ember lantern|144,871,368,346|1580|{"t":"a","n":"hwsk","h":"s5xe","c":["l6bv."],"s":["kmtu","g6ye"],"v":["","l6bv"],"w":["","81dc"],"q":"tzja","l":"en"}
/products/moor-mid|add|button|Add to bag|392,1249,120,40|1580|{"t":"button","n":"y533","c":["hwsk.s5xe"],"s":["kmtu","g6ye"],"v":["tcaf",""],"w":["","81dc"],"o":[0,1,4],"q":"mxet","l":"en"}
/products/moor-mid|/products/gale-shell|a|Gale shell|536,871,368,346|1580|{"t":"a","n":"81dc","h":"lzoj","c":["0ju0."],"s":["kmtu","g6ye"],"v":["","0ju0"],"w":["hwsk","4opi"],"q":"uvmj","l":"en"}
/products/moor-mid|/products/kestrel-38|a|Kestrel 38 pack|928,871,368,346|1580|{"t":"a","n":"4opi","x":"b4mh","h":"w9p5","c":["zoe6."],"s":["kmtu","g6ye"],"v":["","zoe6"],"w":["81dc",""],"q":"aadg","l":"en"}
/products/moor-mid|/guides|a|Trail guides|1203,1448,93,24|1580|{"t":"a","n":"2wwc","h":"iz3j","s":["d679","odde"],"v":["v80f","naih"],"o":[0,1,1,2],"q":"ijs1","l":"en"}
/products/moor-mid|/membership|a|Membership|1203,1478,93,24|1580|{"t":"a","n":"naih","h":"qaw2","s":["d679","odde"],"v":["2wwc","3jpi"],"o":[0,1,2,2],"q":"y5ka","l":"en"}
/products/tarn-mug|/|a|Fernweh|144,21,142,26|1580|{"t":"a","n":"gzg4","h":"0mse","s":["rmg0"],"v":["","h3jc"],"q":"4ssg","l":"en"}
/products/tarn-mug|/shop|a|Shop|825,12,62,44|1580|{"t":"a","n":"2y15","h":"13tu","s":["91jv","rmg0"],"v":["","epmw"],"o":[0,1,1,3],"q":"anlj","l":"en"}
/products/tarn-mug|/guides|a|Guides|891,12,76,44|1580|{"t":"a","n":"epmw","h":"iz3j","s":["91jv","rmg0"],"v":["2y15","naih"],"o":[0,1,1,2],"q":"66ae","l":"en"}
/products/tarn-mug|/membership|a|Membership|970,12,117,44|1580|{"t":"a","n":"naih","h":"qaw2","s":["91jv","rmg0"],"v":["epmw","p43g"],"o":[0,1,2,2],"q":"cpkl","l":"en"}
/products/tarn-mug|/account|a|Account|1091,12,85,44|1580|{"t":"a","n":"p43g","h":"hsw1","s":["91jv","rmg0"],"v":["naih",""],"q":"nzbo","l":"en"}
/products/tarn-mug|bag|button|Bag 0|1200,12,96,44|1580|{"t":"button","n":"1ig9","s":["rmg0"],"v":["h3jc",""],"q":"qdoi","l":"en"}
/products/tarn-mug|/shop|a|All gear|794,191,61,15|1580|{"t":"a","n":"v80f","h":"13tu","s":["h2lk","knrw"],"v":["","n5ot"],"o":[0,1,2,3],"q":"fboi","l":"en"}
/products/tarn-mug|add|button|Add to bag|794,540,135,46|1580|{"t":"button","n":"y533","s":["h2lk","knrw"],"v":["","b61e"],"o":[0,1,4],"q":"o7wo","l":"en"}
/products/tarn-mug|button|button|Check a store near you|940,540,237,46|1580|{"t":"button","n":"b61e","s":["h2lk","knrw"],"v":["y533",""],"q":"rqsx","l":"en"}
/products/tarn-mug|/products/gale-shell|a|Gale shell|144,871,368,346|1580|{"t":"a","n":"81dc","h":"lzoj","c":["0ju0."],"s":["kmtu","knrw"],"v":["","0ju0"],"w":["","14ft"],"q":"tzja","l":"en"}
/products/tarn-mug|add|button|Add to bag|392,1249,120,40|1580|{"t":"button","n":"y533","c":["81dc.lzoj"],"s":["kmtu","knrw"],"v":["8q45",""],"w":["","14ft"],"o":[0,1,4],"q":"mxet","l":"en"}
/products/tarn-mug|/products/dusk-2|a|Dusk 2 tent|536,871,368,346|1580|{"t":"a","n":"14ft","x":"znjb","h":"m5l1","c":["gqrr."],"s":["kmtu","knrw"],"v":["","gqrr"],"w":["81dc","ihbb"],"q":"uvmj","l":"en"}
/products/tarn-mug|/products/moor-mid|a|Moor Mid boots|928,871,368,346|1580|{"t":"a","n":"ihbb","h":"39t9","c":["suie."],"s":["kmtu","knrw"],"v":["","suie"],"w":["14ft",""],"q":"aadg","l":"en"}
/products/tarn-mug|/guides|a|Trail guides|1203,1448,93,24|1580|{"t":"a","n":"2wwc","h":"iz3j","s":["d679","odde"],"v":["v80f","naih"],"o":[0,1,1,2],"q":"ijs1","l":"en"}
/products/tarn-mug|/membership|a|Membership|1203,1478,93,24|1580|{"t":"a","n":"naih","h":"qaw2","s":["d679","odde"],"v":["2wwc","3jpi"],"o":[0,1,2,2],"q":"y5ka","l":"en"}`;

export interface DemoElement {
  /** The link's path, or which button: `add`, `bag`, `button`. */
  target: string;
  tagName: string;
  text: string;
  left: number;
  top: number;
  width: number;
  height: number;
  pageHeight: number;
  anchor: string;
  key: string;
}

const parse = (line: string): [string, DemoElement] => {
  const [path = '', target = '', tagName = '', text = '', box = '', tall = '', anchor = ''] = line.split('|');
  const [left = 0, top = 0, width = 0, height = 0] = box.split(',').map(Number);
  return [
    path,
    {
      target,
      tagName,
      text,
      left,
      top,
      width,
      height,
      pageHeight: Number(tall),
      anchor,
      key: anchorKey(JSON.parse(anchor) as Anchor),
    },
  ];
};

const BY_PAGE = new Map<string, DemoElement[]>();
for (const [path, element] of LINES.split('\n').map(parse)) BY_PAGE.set(path, [...(BY_PAGE.get(path) ?? []), element]);

/** What can be clicked on a page. */
export const elementsOf = (path: string): readonly DemoElement[] => BY_PAGE.get(path) ?? [];
