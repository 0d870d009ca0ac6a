# 係の画面で、事実を まとめる 見出し（事実の id の はじめの 語）。

facts-deceased = 亡くなった方
facts-visitor = 来庁した方
facts-mourner = 葬祭を行った方（喪主）
facts-household = 世帯
facts-funeral = 葬祭
facts-heirs = 相続
facts-account = 振込先の口座
facts-juminhyo = 住民票の写し
facts-children = お子さん
facts-death = 死亡の届け出
facts-dog = 犬
facts-estate = 土地・家・車
facts-family = 家族と希望
facts-grave = お墓
facts-vehicle = 車・バイク
facts-housing = 住まい
facts-water = 水道
facts-heir-rep = 相続人の代表
facts-carer = お子さんを育てる方
facts-widow = 残された配偶者
facts-joiner = 国保に入る方
facts-own-account = 来庁した方の口座
facts-carer-account = お子さんを育てる方の口座
facts-refund-account = 相続人の代表の口座
facts-claims = 請求できるもの
facts-record = 証明書
