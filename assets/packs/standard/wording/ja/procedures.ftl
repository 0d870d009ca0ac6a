# 手続き、様式、ライフイベント、課の 名前。bring は 持ち物の 1行、note は ひとこと。

event-okuyami = おくやみのお手続き
    .lead = 心から お悔やみ申し上げます。
event-juminhyo = 住民票の写し
    .lead = 住民票の写しの 請求書を つくります。

section-shimin = 市民課
section-hoken-shikaku = 保険年金課
section-hoken-kyufu = 保険年金課
section-kaigo = 介護保険課

procedure-okuyami-head-change = 世帯主の変更
    .office = { section-shimin }
    .bring = 窓口に来る方の 本人確認書類
    .note = 別の世帯の方が 届け出るときは 頼まれた人が使う紙（委任状）が いります。
procedure-okuyami-kokuho-loss = 国民健康保険を やめる届け出
    .office = { section-hoken-shikaku }
    .bring = 亡くなった方の 資格確認書・限度額の認定証など、本人確認書類
    .note = 葬儀が 終わると 葬祭費の 申請が できます。期限は 葬儀の 次の日から 2年です。
procedure-okuyami-kokuho-sosaihi = 葬祭費（国民健康保険）の申請
    .office = { section-hoken-kyufu }
    .bring = 会葬礼状か 葬儀の領収書、喪主の方の 通帳、本人確認書類
    .benefit = 喪主の方に { $yen }円が 出ます。
procedure-okuyami-kouki-loss = 後期高齢者医療を やめる届け出
    .office = { section-hoken-shikaku }
    .bring = 亡くなった方の 資格確認書など、本人確認書類
    .note = 葬儀が 終わると 葬祭費の 申請が できます。期限は 葬儀の 次の日から 2年です。
procedure-okuyami-kouki-sosaihi = 葬祭費（後期高齢者医療）の申請
    .office = { section-hoken-kyufu }
    .bring = 会葬礼状か 葬儀の領収書、喪主の方の 通帳、本人確認書類
    .benefit = 喪主の方に { $yen }円が 出ます。
procedure-okuyami-kaigo-loss = 介護保険を やめる届け出
    .office = { section-kaigo }
    .bring = 亡くなった方の 介護保険の被保険者証・負担割合証、本人確認書類
    .note = 認定の 申請中だった方は ケアマネジャーが カードを 預かっていることが あります。
procedure-okuyami-seal-card = 印鑑登録証を 返す
    .office = { section-shimin }
    .bring = 亡くなった方の 印鑑登録証
    .note = 印鑑登録は 亡くなった日に なくなっています。
procedure-okuyami-mynumber-card = マイナンバーカードを 返す
    .office = { section-shimin }
    .bring = 亡くなった方の マイナンバーカード、本人確認書類
    .note = 保険や 相続で 番号を 聞かれることが あります。すべて 終わるまで 持っていても かまいません。
procedure-juminhyo = 住民票の写しの 請求
    .office = { section-shimin }
    .bring = 本人確認書類
    .note = 手数料は 窓口で お支払いください。

form-setainushi-henko = 住民異動届（世帯主変更）
form-kokuho-soshitsu = 国民健康保険 資格喪失届
form-kokuho-sosaihi = 国民健康保険 葬祭費支給申請書
form-kouki-sosaihi = 後期高齢者医療 葬祭費支給申請書
form-kaigo-soshitsu = 介護保険 資格喪失届
form-card-henno = 個人番号カード返納届
form-juminhyo-seikyusho = 住民票の写し等交付請求書
