const words = (text: string): string[] => text.toLowerCase().trim().split(/\s+/);

/**
 * What a query may call: pure functions over values. Everything else is refused, so a function that a newer engine brings is refused
 * until it stands here. Left out on purpose: what reads anything but its arguments (dictionaries, files, settings, names of servers and
 * users, other tables by name), what waits, and what raises an error at will.
 */
const PLAIN_FUNCTIONS: ReadonlySet<string> = new Set(
  words(`
  plus minus multiply divide intDiv intDivOrZero modulo moduloOrZero positiveModulo negate abs gcd lcm max2 min2 pmod
  equals notEquals less greater lessOrEquals greaterOrEquals isDistinctFrom isNotDistinctFrom
  and or xor not if multiIf caseWithExpression caseWithoutExpression
  like notLike ilike notILike match extract extractAll extractAllGroupsVertical extractGroups
  in notIn nullIn notNullIn exists
  isNull isNotNull isZeroOrNull coalesce ifNull nullIf assumeNotNull toNullable
  array tuple map lambda CAST _CAST accurateCast accurateCastOrNull accurateCastOrDefault reinterpretAsUInt64 toTypeName
  bitAnd bitOr bitXor bitNot bitShiftLeft bitShiftRight bitTest bitCount bitHammingDistance
  round roundBankers floor ceil ceiling trunc truncate roundToExp2 roundDuration roundAge roundDown
  exp log log2 log10 ln sqrt cbrt pow power exp2 exp10 sin cos tan asin acos atan atan2 sinh cosh tanh degrees radians pi e sign
  isFinite isInfinite isNaN ifNotFinite log1p hypot factorial widthBucket
  toInt8 toInt16 toInt32 toInt64 toInt128 toInt256 toUInt8 toUInt16 toUInt32 toUInt64 toUInt128 toUInt256 toFloat32 toFloat64
  toInt8OrZero toInt16OrZero toInt32OrZero toInt64OrZero toUInt8OrZero toUInt16OrZero toUInt32OrZero toUInt64OrZero
  toFloat32OrZero toFloat64OrZero toInt8OrNull toInt16OrNull toInt32OrNull toInt64OrNull toUInt8OrNull toUInt16OrNull
  toUInt32OrNull toUInt64OrNull toFloat32OrNull toFloat64OrNull toInt64OrDefault toUInt64OrDefault toFloat64OrDefault
  toDecimal32 toDecimal64 toDecimal128 toDecimal64OrNull toDecimal64OrZero toBool toString toFixedString toUUID toUUIDOrNull toUUIDOrZero
  toLowCardinality
  toDate toDate32 toDateTime toDateTime64 toDateOrNull toDateOrZero toDateTimeOrNull toDateTimeOrZero toDateTime64OrNull
  parseDateTimeBestEffort parseDateTimeBestEffortOrNull parseDateTimeBestEffortOrZero parseDateTime64BestEffortOrNull parseDateTimeOrNull
  date timestamp makeDate makeDateTime makeDateTime64 fromUnixTimestamp fromUnixTimestamp64Milli fromUnixTimestamp64Micro
  toUnixTimestamp toUnixTimestamp64Milli toUnixTimestamp64Micro toUnixTimestamp64Nano toTimeZone timeZoneOffset
  toYear toQuarter toMonth toDayOfYear toDayOfMonth toDayOfWeek toHour toMinute toSecond toMillisecond toWeek toISOWeek toISOYear toYearWeek
  year quarter month week dayOfYear dayOfMonth dayOfWeek day hour minute second toLastDayOfMonth last_day dateName monthName
  toStartOfYear toStartOfISOYear toStartOfQuarter toStartOfMonth toMonday toStartOfWeek toStartOfDay toStartOfHour toStartOfMinute
  toStartOfSecond toStartOfFiveMinutes toStartOfFiveMinute toStartOfTenMinutes toStartOfFifteenMinutes toStartOfInterval date_trunc dateTrunc
  toTime toRelativeYearNum toRelativeMonthNum toRelativeWeekNum toRelativeDayNum toRelativeHourNum toRelativeMinuteNum toRelativeSecondNum
  toYYYYMM toYYYYMMDD toYYYYMMDDhhmmss age dateDiff date_diff timestampDiff timestamp_diff dateAdd date_add dateSub date_sub
  timestamp_add timestamp_sub addDate subDate
  addYears addQuarters addMonths addWeeks addDays addHours addMinutes addSeconds addMilliseconds addInterval
  subtractYears subtractQuarters subtractMonths subtractWeeks subtractDays subtractHours subtractMinutes subtractSeconds subtractMilliseconds
  subtractInterval
  toIntervalNanosecond toIntervalMicrosecond toIntervalMillisecond toIntervalSecond toIntervalMinute toIntervalHour toIntervalDay
  toIntervalWeek toIntervalMonth toIntervalQuarter toIntervalYear
  now now64 today yesterday current_timestamp current_date curdate formatDateTime date_format timeSlot timeSlots
  empty notEmpty length lengthUTF8 char_length character_length lower upper lcase ucase lowerUTF8 upperUTF8 reverse reverseUTF8
  concat concatWithSeparator concat_ws substring substr mid substringUTF8 substringIndex substring_index left right leftUTF8 rightUTF8
  trim trimBoth trimLeft trimRight ltrim rtrim leftPad rightPad lpad rpad leftPadUTF8 rightPadUTF8 startsWith endsWith startsWithUTF8
  endsWithUTF8 repeat space initcap initcapUTF8 ascii char firstLine
  replace replaceAll replaceOne replaceRegexpAll replaceRegexpOne regexp_replace translate translateUTF8
  position positionCaseInsensitive positionUTF8 positionCaseInsensitiveUTF8 locate multiSearchAny multiSearchFirstIndex
  multiSearchFirstPosition multiSearchAllPositions multiSearchAnyCaseInsensitive countSubstrings countSubstringsCaseInsensitive
  countMatches countMatchesCaseInsensitive hasToken hasTokenCaseInsensitive hasSubsequence hasSubsequenceCaseInsensitive
  splitByChar splitByString splitByWhitespace splitByNonAlpha splitByRegexp alphaTokens arrayStringConcat ngrams tokens
  levenshteinDistance editDistance damerauLevenshteinDistance jaroSimilarity jaroWinklerSimilarity ngramDistance
  base64Encode base64Decode tryBase64Decode hex unhex bin unbin encodeURLComponent decodeURLComponent
  protocol domain domainWithoutWWW topLevelDomain firstSignificantSubdomain cutToFirstSignificantSubdomain port path pathFull
  queryString fragment extractURLParameter extractURLParameters extractURLParameterNames URLHierarchy URLPathHierarchy
  cutURLParameter cutQueryString cutFragment cutWWW netloc
  JSONHas JSONLength JSONType JSONExtract JSONExtractString JSONExtractInt JSONExtractUInt JSONExtractFloat JSONExtractBool
  JSONExtractRaw JSONExtractArrayRaw JSONExtractKeysAndValues JSONExtractKeysAndValuesRaw JSONExtractKeys isValidJSON
  simpleJSONExtractString simpleJSONExtractInt simpleJSONExtractFloat simpleJSONExtractBool simpleJSONHas toJSONString
  JSON_VALUE JSON_QUERY JSON_EXISTS
  arrayElement tupleElement arrayElementOrNull tupleConcat untuple tuplePlus tupleMinus
  has hasAll hasAny hasSubstr indexOf countEqual arrayConcat arrayDistinct arrayUniq arrayCompact arrayEnumerate arrayEnumerateUniq
  arrayEnumerateDense arrayPushBack arrayPushFront arrayPopBack arrayPopFront arrayReverse arraySlice arrayResize arrayFlatten arrayZip
  arrayJoin arrayMap arrayFilter arrayFill arrayReverseFill arraySplit arrayReverseSplit arrayExists arrayAll arrayFirst arrayLast
  arrayFirstIndex arrayLastIndex arrayFirstOrNull arrayLastOrNull arrayMin arrayMax arraySum arrayAvg arrayCount arrayProduct arrayCumSum
  arrayCumSumNonNegative arraySort arrayReverseSort arrayPartialSort arrayDifference arrayIntersect arrayUnion arrayExcept arrayRotateLeft
  arrayRotateRight arrayShiftLeft arrayShiftRight arrayFold arrayShuffle range emptyArrayString arrayWithConstant arrayNormalizedGini
  mapKeys mapValues mapContains mapContainsKey mapContainsValue mapContainsKeyLike mapFilter mapApply mapSort mapReverseSort mapUpdate
  mapFromArrays mapAdd mapSubtract mapExists mapAll mapConcat mapFromString
  greatest least transform bar formatReadableSize formatReadableDecimalSize formatReadableQuantity formatReadableTimeDelta
  cityHash64 sipHash64 xxHash32 xxHash64 farmHash64 murmurHash3_64 MD5 SHA1 SHA256 intHash32 intHash64 javaHash halfMD5 crc32
  rand rand32 rand64 randCanonical generateUUIDv4 generateUUIDv7 UUIDStringToNum UUIDNumToString UUIDv7ToDateTime
  isIPv4String isIPv6String geoDistance greatCircleDistance
  grouping ignore identity materialize
  cosineDistance L2Distance L1Distance dotProduct
  seriesDecomposeSTL seriesPeriodDetectFFT seriesOutliersDetectTukey
`),
);

/** Aggregates, plain or with a combinator, and window functions. */
const AGGREGATES: ReadonlySet<string> = new Set(
  words(`
  count sum avg min max any anyLast any_value first_value last_value anyRespectNulls anyLastRespectNulls anyHeavy argMin argMax
  sumWithOverflow sumKahan avgWeighted sumMap minMap maxMap sumCount
  uniq uniqExact uniqCombined uniqCombined64 uniqHLL12 uniqTheta
  quantile quantiles quantileExact quantilesExact quantileExactLow quantileExactHigh quantileExactWeighted quantileTDigest quantilesTDigest
  quantileTDigestWeighted quantileTiming quantilesTiming quantileDeterministic quantileBFloat16 quantileInterpolatedWeighted
  quantileExactInclusive quantileExactExclusive quantilesExactInclusive quantilesExactExclusive quantileGK quantileDD median medianExact
  stddevPop stddevSamp varPop varSamp stddev_pop stddev_samp var_pop var_samp covarPop covarSamp corr skewPop skewSamp kurtPop kurtSamp
  std stddevPopStable stddevSampStable varPopStable varSampStable entropy simpleLinearRegression
  groupArray groupArrayLast groupArraySorted groupArraySample groupArrayMovingSum groupArrayMovingAvg groupUniqArray groupArrayIntersect
  groupConcat array_agg groupBitAnd groupBitOr groupBitXor groupBitmap
  topK topKWeighted histogram boundingRatio deltaSum deltaSumTimestamp exponentialMovingAverage maxIntersections
  windowFunnel retention sequenceMatch sequenceCount sequenceNextNode singleValueOrNull
  mannWhitneyUTest studentTTest welchTTest cramersV contingency rankCorr kolmogorovSmirnovTest
  row_number rank dense_rank denseRank percent_rank percentRank cume_dist ntile lag lead lagInFrame leadInFrame nth_value
  nonNegativeDerivative
`),
);

const COMBINATOR = /(If|Array|Map|Distinct|OrNull|OrDefault|ForEach|ArgMin|ArgMax)$/i;

/** Table functions that read nothing. */
export const TABLE_FUNCTIONS: ReadonlySet<string> = new Set(['numbers', 'generate_series', 'generateseries']);

export function isAllowedFunction(name: string): boolean {
  const known = (each: string) => PLAIN_FUNCTIONS.has(each.toLowerCase());
  if (known(name)) return true;
  for (let base = name; ; base = base.replace(COMBINATOR, '')) {
    if (AGGREGATES.has(base.toLowerCase())) return true;
    if (!COMBINATOR.test(base)) return false;
  }
}
